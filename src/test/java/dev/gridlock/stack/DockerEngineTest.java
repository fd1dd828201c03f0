package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridlock.stack.DockerEngine.Look;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which there is no engine that can be used, with what to do. */
class DockerEngineTest {

    @TempDir
    private Path folder;

    private Path socket = Path.of("");

    @BeforeEach
    void nameSocket() {
        socket = folder.resolve("docker.sock");
    }

    private Look look(Map<String, String> environment) throws InterruptedException {
        return DockerEngine.look(environment, socket, folder);
    }

    private static Look.Silent silent(Look look) {
        assertThat(look).isInstanceOf(Look.Silent.class);
        return (Look.Silent) look;
    }

    @Test
    void noSocketIsNoEngine() throws Exception {
        Look.Silent none =
                silent(look(Map.of("XDG_RUNTIME_DIR", folder.resolve("run").toString())));
        assertThat(none.why())
                .contains("no container engine is here")
                .contains(socket.toString())
                .contains(folder.resolve("run/docker.sock").toString());
        assertThat(none.whatToDo()).contains("install Docker").contains("--provider native");
    }

    @Test
    void anEngineElsewhereIsRefused() throws Exception {
        assertThat(silent(look(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375"))).why())
                .contains("DOCKER_HOST is tcp://10.0.0.1:2375");
    }

    @Test
    void aSocketThatNobodyListensOnSaysToStartTheEngine() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(silent(look(Map.of())).whatToDo()).contains("start it");
    }

    @Test
    void anEngineThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            assertThat(silent(look(Map.of())).why()).contains("did not answer within 2 s, 3 times");
        }
    }

    @Test
    void anEngineThatIsBusyForOneLookIsLookedAtAgain() throws Exception {
        try (SaidVersion _ =
                SaidVersion.afterASilentConnection(socket, "{\"Version\":\"28.2.2\",\"ApiVersion\":\"1.50\"}")) {
            assertThat(look(Map.of())).isEqualTo(new Look.Answers("28.2.2"));
        }
    }

    @Test
    void anOldEngineIsToldWhatIsExpected() throws Exception {
        try (SaidVersion _ = SaidVersion.at(socket, "{\"Version\":\"19.03.15\",\"ApiVersion\":\"1.40\"}")) {
            assertThat(silent(look(Map.of())).why())
                    .contains("the container engine 19.03.15 is too old: its API is 1.40, expected 1.41");
        }
    }

    @Test
    void whatIsNoEngineIsNotTakenForOne() throws Exception {
        try (SaidVersion _ = SaidVersion.at(socket, "{\"hello\":1}")) {
            assertThat(silent(look(Map.of())).why()).contains("is no container engine");
        }
    }

    @Test
    void anEngineThatAnswersSaysItsVersion() throws Exception {
        try (SaidVersion _ = SaidVersion.at(socket, "{\"Version\":\"28.2.2\",\"ApiVersion\":\"1.50\"}")) {
            assertThat(look(Map.of("DOCKER_HOST", "unix://" + socket))).isEqualTo(new Look.Answers("28.2.2"));
        }
    }
}
