package dev.gridlock.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium, the machine's own with its driver: nothing is downloaded. */
public final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one; where there is none the test is skipped, and says so by name. */
    public static Chromium orSkip(String test) {
        Optional<Path> browser = onPath("chromium").or(() -> onPath("google-chrome"));
        Optional<Path> server = onPath("chromedriver");
        if (browser.isEmpty() || server.isEmpty()) {
            String why = "NOT RUN: " + test + " needs chromium and chromedriver on PATH; .ci/browser installs them";
            System.err.println(why);
            Assumptions.abort(why);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        // Containers have little /dev/shm, and root has no sandbox; what is opened is this build's own page.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(server.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    /** Opens a file in a window of that width, CSS pixels, as on a phone or a screen. */
    public void open(Path file, int width, boolean dark) {
        open(file.toUri(), width, dark);
    }

    /** The same for an address. */
    public void open(URI address, int width, boolean dark) {
        logs(LogType.BROWSER);
        logs(LogType.PERFORMANCE);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.get(address.toString());
    }

    /** What the page, or the browser about it, wrote to the console: errors only. */
    public List<String> errors() {
        return logs(LogType.BROWSER).stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Writes a text into a field, in place of what is there. */
    public void write(String selector, String text) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(text);
    }

    /** Addresses that were asked for since the page was opened, besides the page itself and what it holds inline. */
    public List<String> requests() {
        return logs(LogType.PERFORMANCE).stream()
                .map(entry -> read(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
                .map(message -> message.at("/params/request/url").asText())
                .filter(url -> !url.startsWith("data:") && !url.equals(driver.getCurrentUrl()))
                .toList();
    }

    /** The value of a JavaScript expression. */
    public Object evaluate(String expression) {
        return Objects.requireNonNull(driver.executeScript("return " + expression), expression);
    }

    /** The texts of all elements that the CSS selector finds. */
    public List<String> texts(String selector) {
        return Stream.of(evaluate("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent.trim())"))
                .flatMap(found -> ((List<?>) found).stream())
                .map(String::valueOf)
                .toList();
    }

    /** Clicks the first element that the CSS selector finds. */
    public void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Moves the mouse over an element, to that share of its width from the left. */
    public void hover(String selector, double share) {
        WebElement element = driver.findElement(By.cssSelector(selector));
        new Actions(driver)
                .moveToElement(element, fromMiddle(element, share), 0)
                .perform();
    }

    /** Drags the mouse over an element, from one share of its width to another. */
    public void drag(String selector, double from, double to) {
        WebElement element = driver.findElement(By.cssSelector(selector));
        new Actions(driver)
                .moveToElement(element, fromMiddle(element, from), 0)
                .clickAndHold()
                .moveToElement(element, fromMiddle(element, to), 0)
                .release()
                .perform();
    }

    private static int fromMiddle(WebElement element, double share) {
        return (int) Math.round((share - 0.5) * element.getSize().getWidth());
    }

    public void doubleClick(String selector) {
        new Actions(driver)
                .doubleClick(driver.findElement(By.cssSelector(selector)))
                .perform();
    }

    /** What is painted on the canvas that the CSS selector finds, as a short hash, once the frame that is being drawn is out. */
    public String painted(String selector) {
        String picture = String.valueOf(driver.executeAsyncScript(
                "const [selector, done] = arguments; requestAnimationFrame(() => setTimeout(() =>"
                        + " done(document.querySelector(selector).toDataURL())))",
                selector));
        return Integer.toHexString(picture.hashCode());
    }

    /** How many CSS pixels the page is wider than its window. */
    public long sidewaysScroll() {
        return ((Number) evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    /** What axe-core finds that is serious or critical: rule, and the elements it is about. */
    public List<String> seriousViolations() {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .map(violation => violation.id + ': ' + violation.nodes.slice(0, 5).map(node => node.target.join(' ') +
                    ' (' + node.failureSummary + ')').join(', '))), error => done(['axe failed: ' + error]));
            """);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private List<LogEntry> logs(String type) {
        return driver.manage().logs().get(type).getAll();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try (InputStream in = Objects.requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
