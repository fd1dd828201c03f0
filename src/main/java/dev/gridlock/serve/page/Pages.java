package dev.gridlock.serve.page;

import dev.gridlock.report.figures.Visible;
import dev.gridlock.serve.runs.ReportsFolder;
import dev.gridlock.serve.runs.RunEntry;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Map;

/** The pages as HTML; jte escapes whatever a file's content or name brings along. */
public final class Pages {

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    public String list(ListPage page) {
        return render("serve/list.jte", Map.of("page", page));
    }

    public String run(ReportsFolder.Found folder, RunEntry run) {
        boolean told = Files.isRegularFile(folder.file().resolve("live.ndjson"), LinkOption.NOFOLLOW_LINKS);
        return render(
                "serve/run.jte",
                Map.of(
                        "page",
                        new RunPage(
                                run,
                                told,
                                FileLink.documents(folder.file(), folder.path()),
                                FileLink.in(folder.file(), folder.path()))));
    }

    public String folder(ReportsFolder.Found folder) {
        String parent =
                Address.of(folder.path().substring(0, Math.max(0, folder.path().lastIndexOf('/'))));
        return render(
                "serve/folder.jte",
                Map.of("page", new FolderPage(folder.path(), parent, FileLink.in(folder.file(), folder.path()))));
    }

    /** The report's own style, so that both look alike, as a file: these pages allow no inline one. */
    public String style() {
        String element = render("style.jte", Map.of());
        return element.substring(element.indexOf('>') + 1, element.lastIndexOf("</style>"));
    }

    private String render(String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template, parameters, html);
        return Visible.of(html.toString());
    }
}
