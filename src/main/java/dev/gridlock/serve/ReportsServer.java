package dev.gridlock.serve;

import dev.gridlock.live.LiveFile;
import dev.gridlock.process.MachineException;
import dev.gridlock.serve.http.Answers;
import dev.gridlock.serve.http.Asset;
import dev.gridlock.serve.http.Gate;
import dev.gridlock.serve.http.Policy;
import dev.gridlock.serve.http.Refusal;
import dev.gridlock.serve.page.Address;
import dev.gridlock.serve.page.ListPage;
import dev.gridlock.serve.page.ListQuery;
import dev.gridlock.serve.page.Pages;
import dev.gridlock.serve.runs.ReportsFolder;
import dev.gridlock.serve.runs.RunEntry;
import dev.gridlock.serve.runs.RunIndex;
import dev.gridlock.serve.stream.EventWriter;
import dev.gridlock.serve.stream.ListStream;
import dev.gridlock.serve.stream.Pacer;
import dev.gridlock.serve.stream.RunStream;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reports folder over HTTP on the loopback address: reads only, and for this machine's own browser. */
public final class ReportsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportsServer.class);

    private static final String LOOPBACK = "127.0.0.1";

    private final ReportsFolder reports;
    private final RunIndex index;
    private final Pages pages = new Pages();
    private final Pacer pacer = new Pacer();
    private final Gate gate = new Gate(this::port);
    private final Javalin http;

    private ReportsServer(ReportsFolder reports) {
        this.reports = reports;
        this.index = new RunIndex(reports);
        this.http = Javalin.create(this::configure);
    }

    /**
     * Listens.
     *
     * @param folder of the runs
     * @param port 0: a free one
     * @throws PortTakenException when somebody else listens there
     * @throws MachineException when the folder is not there
     */
    public static ReportsServer start(Path folder, int port) throws MachineException, PortTakenException {
        try {
            ReportsServer server = new ReportsServer(ReportsFolder.of(folder));
            requireFree(port);
            server.http.start(LOOPBACK, port);
            return server;
        } catch (JavalinBindException e) {
            throw new PortTakenException(port, e);
        } catch (IOException e) {
            throw new MachineException(
                    "there is no folder of runs at " + folder + "; ./gridlock run makes one, or name another", e);
        }
    }

    /** Javalin says it too, and logs it as its own failure, with a trace. */
    private static void requireFree(int port) throws PortTakenException {
        try {
            new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK)).close();
        } catch (IOException e) {
            throw new PortTakenException(port, e);
        }
    }

    public int port() {
        return http.port();
    }

    /** Where the list is. */
    public URI address() {
        return URI.create("http://" + LOOPBACK + ":" + port() + "/");
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true; // a stream holds one as long as it is open
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.routes.before(gate::check);
        read(config, "/", this::list);
        read(config, "/runs/<path>", this::inReports);
        config.routes.get("/events", this::followList);
        config.routes.get("/events/<path>", this::followRun);
        for (Asset asset : List.of(
                new Asset("style.css", pages.style()),
                Asset.file("serve.css"),
                Asset.file("list.js"),
                Asset.file("run.js"))) {
            read(config, asset.address(), asset::send);
        }
        config.routes.error(404, context -> refuse(Refusal.notFound(), context));
        config.routes.exception(Refusal.class, ReportsServer::refuse);
        config.routes.exception(Exception.class, ReportsServer::fail);
    }

    private static void read(JavalinConfig config, String address, Handler handler) {
        config.routes.get(address, handler);
        config.routes.head(address, handler);
    }

    private void list(Context context) {
        List<RunEntry> runs = index.runs();
        ListQuery query = ListQuery.of(context::queryParam);
        Answers.page(context, pages.list(ListPage.of(reports, runs, index.version(), query)));
    }

    private void inReports(Context context) throws IOException {
        String requested = context.pathParam("path");
        String plain = requested.endsWith("/") ? requested.substring(0, requested.length() - 1) : requested;
        ReportsFolder.Found found = reports.find(plain).orElseThrow(Refusal::notFound);
        if (!found.path().equals(plain)) {
            context.redirect(Address.of(found.path())); // latest
            return;
        }
        if (!Files.isDirectory(found.file(), LinkOption.NOFOLLOW_LINKS)) {
            Answers.file(context, found.file());
            return;
        }
        Optional<RunEntry> run = index.run(found);
        Answers.page(context, run.isPresent() ? pages.run(found, run.get()) : pages.folder(found));
    }

    private void followList(Context context) throws IOException {
        EventWriter reader = eventWriter(context);
        pacer.every(ListStream.PACE, new ListStream(index, reader));
    }

    private void followRun(Context context) throws IOException {
        Path live = reports.find(context.pathParam("path") + "/" + LiveFile.NAME)
                .orElseThrow(Refusal::notFound)
                .file();
        EventWriter reader = eventWriter(context);
        pacer.every(RunStream.PACE, new RunStream(live, reader));
    }

    private static EventWriter eventWriter(Context context) throws IOException {
        if (!EventWriter.CONTENT_TYPE.equals(context.header("Accept"))) {
            throw new Refusal(406, "this is a stream of events: Accept: " + EventWriter.CONTENT_TYPE);
        }
        Policy.FILE.apply(context);
        return new EventWriter(context);
    }

    private static void refuse(Refusal refusal, Context context) {
        Answers.refuse(context, refusal.status(), String.valueOf(refusal.getMessage()));
    }

    private static void fail(Exception failure, Context context) {
        if (context.res().isCommitted()) {
            return; // most likely the reader has gone; there is nobody to tell
        }
        LOG.warn("could not answer {}", context.path(), failure);
        Answers.refuse(context, 500, "a mistake in Gridlock itself; its trace is where serve was started");
    }

    /** Ends all streams and stops listening. */
    @Override
    public void close() {
        pacer.close();
        http.stop();
    }
}
