package dev.gridlock.target;

import dev.gridlock.process.ChildProcess;
import dev.gridlock.process.LifeSign;
import dev.gridlock.process.MachineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Any answer, asked for with patience: one that is frozen for some seconds, or busy, is alive. */
record HttpLifeSign(HttpClient http, URI asked, ChildProcess child) implements LifeSign {

    @Override
    public String part() {
        return "service";
    }

    @Override
    public boolean shown(Duration wait) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(asked).timeout(wait).build();
            var _ = http.send(request, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (HttpTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public MachineException missing(String what) {
        return child.failure(what);
    }
}
