package dev.gridlock.report.pdf;

import dev.gridlock.report.Document;
import dev.gridlock.report.WholeFile;
import dev.gridlock.report.chart.Picture;
import dev.gridlock.report.figures.RunFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/** {@code leadership.pdf}: one A4 page, drawn as vectors; the same recording gives the same bytes. */
public final class LeadershipPdf implements Document {

    @Override
    public String name() {
        return "leadership.pdf";
    }

    @Override
    public void write(RunFigures run, List<Picture> pictures, Path runFolder) throws IOException {
        WholeFile.write(runFolder.resolve(name()), render(run, pictures));
    }

    private static byte[] render(RunFigures run, List<Picture> pictures) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        org.openpdf.text.Document document =
                new org.openpdf.text.Document(new Rectangle(Sheet.WIDTH, Sheet.HEIGHT), 0, 0, 0, 0);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        document.addTitle("Gridlock: " + run.scenario().name());
        document.addSubject("One load test for who decides about it");
        document.addCreator("Gridlock");
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("en"));
        Typeface regular = Typeface.regular();
        Typeface bold = Typeface.bold();
        regular.pdf().setSecureRandom(new NoChance());
        bold.pdf().setSecureRandom(new NoChance());
        new LeadershipPage(new Sheet(writer.getDirectContent(), regular, bold), run, pictures).draw();
        date(writer.getInfo(), run);
        document.close();
        return out.toByteArray();
    }

    /** Date and id come from the run, not from the moment of drawing. */
    private static void date(PdfDictionary info, RunFigures run) {
        String started = run.facts().getOrDefault("started", "");
        GregorianCalendar at = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        at.setTimeInMillis(RunDate.of(started).toEpochMilli());
        info.put(PdfName.CREATIONDATE, new PdfDate(at));
        byte[] id = UUID.nameUUIDFromBytes((run.scenario().name() + started).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 16)
                .getBytes(StandardCharsets.US_ASCII);
        info.put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
    }

    /** A font's subset has a tag of six letters, which OpenPDF draws by chance. */
    private static final class NoChance extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private int drawn;

        @Override
        public double nextDouble() {
            return (drawn++ % 6) / 26.0;
        }
    }
}
