package dev.gridlock.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridlock.process.MachineException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    private final List<Integer> tried = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger(1_000);
    private final FreePorts ports = new FreePorts(next::incrementAndGet);

    @Test
    void aPortTakenInTheMeantimeIsReplacedByAnother() throws Exception {
        String started = ports.start(port -> {
            tried.add(port);
            if (tried.size() < 3) {
                throw new MachineException("could not bind: Address already in use");
            }
            return "server on " + port;
        });
        assertThat(started).isEqualTo("server on 1003");
        assertThat(tried).containsExactly(1_001, 1_002, 1_003);
    }

    @Test
    void anotherFailureIsNotTriedAgain() {
        assertThatThrownBy(() -> ports.start(port -> {
                    tried.add(port);
                    throw new MachineException("no space left on device");
                }))
                .hasMessage("no space left on device");
        assertThat(tried).hasSize(1);
    }

    @Test
    void aPortThatIsAlwaysTakenEnds() {
        assertThatThrownBy(() -> ports.start(port -> {
                    tried.add(port);
                    throw new MachineException("address already in use");
                }))
                .hasMessage("address already in use");
        assertThat(tried).hasSize(10);
    }

    @Test
    void portsOfThisMachineCanBeBound() throws Exception {
        int port = FreePorts.ofThisMachine().choose().getAsInt();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}
