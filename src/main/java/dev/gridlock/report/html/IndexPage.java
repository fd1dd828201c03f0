package dev.gridlock.report.html;

import dev.gridlock.report.Document;
import dev.gridlock.report.WholeFile;
import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.report.figures.TargetFigures;
import dev.gridlock.report.figures.Visible;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code index.html}: the run on one page that needs no network and opens from a disk. */
public final class IndexPage implements Document {

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Evidence evidence;

    public IndexPage(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public String name() {
        return "index.html";
    }

    @Override
    public void write(RunFigures run, List<Picture> pictures, Path runFolder) throws IOException {
        List<String> targets = run.targets().stream().map(TargetFigures::name).toList();
        Page page = new Page(run, evidence, pictures, RunFile.in(runFolder, targets));
        List<Section.Rendered> sections = new ArrayList<>();
        for (Section section : Sections.ALL) {
            StringOutput html = new StringOutput();
            templates.render(section.template(), page, html);
            if (!html.toString().isBlank()) {
                sections.add(new Section.Rendered(section, html.toString()));
            }
        }
        StringOutput html = new StringOutput();
        templates.render("page.jte", Map.of("page", page, "sections", sections), html);
        WholeFile.write(runFolder.resolve(name()), Visible.of(html.toString()));
    }
}
