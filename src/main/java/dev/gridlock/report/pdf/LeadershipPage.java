package dev.gridlock.report.pdf;

import dev.gridlock.report.business.Basis;
import dev.gridlock.report.business.Cost;
import dev.gridlock.report.business.Finding;
import dev.gridlock.report.business.Fix;
import dev.gridlock.report.business.Recommendation;
import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.figures.RunFigures;
import dev.gridlock.verdict.Status;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The page from top to bottom: claim and truth, picture, cost and fix, recommendation. The picture takes what is left. */
final class LeadershipPage {

    private static final float GAP = 11;
    private static final float GUTTER = 22;
    private static final float COLUMN = (Sheet.MEASURE - GUTTER) / 2;
    private static final int REASONS = 3;

    private final Sheet sheet;
    private final RunFigures run;
    private final List<Picture> pictures;

    LeadershipPage(Sheet sheet, RunFigures run, List<Picture> pictures) {
        this.sheet = sheet;
        this.run = run;
        this.pictures = pictures;
    }

    void draw() throws IOException {
        Item truth = truth();
        Item cost = cost();
        Item fix = fix();
        Recommendation what = Recommendation.of(run);
        Item advice = new Framed(recommendation(what), ink(what.advice()));
        Item foot = foot();
        float columns = Math.max(cost.height(), fix.height());

        float top = Sheet.MARGIN - 8;
        kicker(top);
        top += 20;
        truth.draw(sheet, Sheet.MARGIN, top);
        top += truth.height() + GAP;

        float footTop = Sheet.HEIGHT - 26 - foot.height();
        float adviceTop = footTop - GAP - advice.height();
        float columnsTop = adviceTop - GAP - columns;
        picture(top, columnsTop - GAP - top);
        cost.draw(sheet, Sheet.MARGIN, columnsTop);
        fix.draw(sheet, Sheet.MARGIN + COLUMN + GUTTER, columnsTop);
        advice.draw(sheet, Sheet.MARGIN, adviceTop);
        foot.draw(sheet, Sheet.MARGIN, footTop);
    }

    private void kicker(float top) {
        String date = RunDate.written(run.facts().get("started"));
        String left = "Gridlock · load test “" + run.scenario().name() + "”" + (date.isEmpty() ? "" : " · " + date);
        sheet.text(
                TextBlock.fitted(left, sheet.regular(), 8.5f, 7, Sheet.MEASURE - 130, 1), Sheet.MARGIN, top, Ink.QUIET);
        String verdict = "verdict: " + run.verdict().status().name().toLowerCase(Locale.ROOT);
        sheet.textRight(
                TextBlock.fitted(verdict, sheet.bold(), 10, 8, 130, 1), Sheet.MARGIN + Sheet.MEASURE, top, ink());
    }

    private Passage truth() {
        Finding finding = Finding.of(run);
        Passage passage = new Passage(sheet, Sheet.MEASURE);
        passage.add(0, new Passage.Text(title(finding.title()), Ink.TEXT));
        if (!run.scenario().about().isBlank()) {
            passage.add(
                    3,
                    new Passage.Text(
                            TextBlock.fitted(run.scenario().about(), sheet.regular(), 9.5f, 8, Sheet.MEASURE, 2),
                            Ink.QUIET));
        }
        passage.add(
                10,
                new Passage.Text(
                        TextBlock.fitted("The claim and the truth", sheet.bold(), 11, 8, Sheet.MEASURE, 1), Ink.TEXT));
        passage.add(-10, new ClaimTable(finding));
        for (String sentence : finding.sentences()) {
            passage.bullet(2, sentence, 2);
        }
        return passage;
    }

    /** Two lines where that keeps it large, else three. */
    private TextBlock title(String text) {
        TextBlock two = TextBlock.fitted(text, sheet.bold(), 18, 15, Sheet.MEASURE, 2);
        return two.lines().getLast().endsWith("…")
                ? TextBlock.fitted(text, sheet.bold(), 18, 12, Sheet.MEASURE, 3)
                : two;
    }

    private void picture(float top, float height) throws IOException {
        Picture picture = pictures.stream()
                .filter(each -> each.group().equals("verified"))
                .findFirst()
                .orElse(null);
        if (picture == null || height < 60) {
            return;
        }
        Passage passage = new Passage(sheet, Sheet.MEASURE);
        passage.heading("The picture");
        passage.text(2, picture.title() + ". Claimed: it said “success”. Verified: right in the database.", 2);
        float left = height - passage.height() - 4;
        passage.add(4, new VectorChart(picture, Sheet.MEASURE, left)).draw(sheet, Sheet.MARGIN, top);
    }

    private Passage cost() {
        Cost cost = Cost.of(run);
        Passage passage = new Passage(sheet, COLUMN).heading("The cost");
        if (!cost.lines().isEmpty()) {
            passage.add(4, new CostTable(sheet, COLUMN, cost.lines()));
        }
        float gap = cost.lines().isEmpty() ? 3 : 2;
        for (String note : cost.notes()) {
            passage.quiet(gap, note, 3);
        }
        return passage;
    }

    private Passage fix() {
        Passage passage = new Passage(sheet, COLUMN).heading("The fix");
        Fix.of(run).forEach(sentence -> passage.bullet(3, sentence, 3));
        return passage;
    }

    private Passage recommendation(Recommendation advice) {
        Passage passage = new Passage(sheet, Sheet.MEASURE - 2 * Framed.PADDING);
        passage.add(
                0,
                new Passage.Text(
                        TextBlock.fitted("Recommendation: " + advice.what(), sheet.bold(), 13, 9, passage.width(), 2),
                        ink(advice.advice())));
        passage.text(3, advice.because(), 3);
        advice.reasons().stream().limit(REASONS).forEach(reason -> passage.bullet(2, reason, 2));
        if (advice.reasons().size() > REASONS) {
            passage.bullet(2, "and " + (advice.reasons().size() - REASONS) + " more, in index.html", 1);
        }
        passage.add(
                5,
                new Passage.Text(
                        TextBlock.fitted(advice.confidence(), sheet.bold(), 9, 7.5f, passage.width(), 2), Ink.TEXT));
        Basis.of(run).forEach(sentence -> passage.bullet(2, sentence, 2));
        return passage;
    }

    private Passage foot() {
        String foot = "Every figure is in run.json of the same run, and how each was measured in index.html. Seed "
                + run.scenario().seed() + ", " + RunDate.parts(run.facts()) + ".";
        return new Passage(sheet, Sheet.MEASURE).quiet(0, foot, 2);
    }

    private static Ink ink(Recommendation.Advice advice) {
        return switch (advice) {
            case SHIP -> Ink.GOOD;
            case STOP -> Ink.BAD;
            case WAIT -> Ink.DOUBT;
        };
    }

    private Ink ink() {
        return ink(run.verdict().status());
    }

    private static Ink ink(Status status) {
        return switch (status) {
            case PASS -> Ink.GOOD;
            case FAIL -> Ink.BAD;
            case INCONCLUSIVE -> Ink.DOUBT;
        };
    }
}
