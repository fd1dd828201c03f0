package dev.gridlock.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered. */
class GateTest extends ServedReports {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST"})
    void itsOwnNamesAreAnswered(String name) throws IOException {
        assertThat(http.send("GET", "/", name + ":" + server.port()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:PORT",
                "evil.example",
                "127.0.0.1.evil.example:PORT",
                "localhost.evil.example:PORT",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1",
                "10.0.0.1:PORT",
                "127.0.0.1:PORT0"
            })
    void aForeignHostIsRefused(String host) throws IOException {
        String own = host.replace("PORT", Integer.toString(server.port()));
        assertThat(http.send("GET", "/", own).status()).isIn(400, 421);
        assertThat(http.send("GET", "/events", own, "Accept: text/event-stream").status())
                .isIn(400, 421);
    }

    @Test
    void noHostIsRefused() throws IOException {
        assertThat(http.send("GET", "/", "").status()).isIn(400, 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY", "BREW"})
    void nothingButReadingIsAllowed(String method) throws IOException {
        for (String target : new String[] {"/", "/runs/smoke", "/events", "/nothing"}) {
            RawHttp.Answer answer = http.send(method, target, "127.0.0.1:" + server.port(), "Content-Length: 0");
            assertThat(answer.status()).as(method + " " + target).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void foreignPagesCanLinkHereAndNotLoadFromHere() throws IOException {
        String own = "127.0.0.1:" + server.port();
        assertThat(http.send("GET", "/", own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
                        .status())
                .isEqualTo(200);
        assertThat(http.send("GET", "/", own, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors")
                        .status())
                .isEqualTo(403);
        assertThat(http.send("GET", "/", own, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors")
                        .status())
                .isEqualTo(403);
        assertThat(http.send("GET", "/", own, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void itListensOnTheLoopbackAddressOnly() throws IOException {
        Stream<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
        others.forEach(address -> assertThatThrownBy(() -> new Socket(address, server.port()).close())
                .isInstanceOf(ConnectException.class));
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(
                        () -> ReportsServer.start(reports.root(), server.port()).close())
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("--port");
    }
}
