package dev.gridlock.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code business:} */
final class BusinessBlock {

    static final Key<String> CURRENCY = Key.required(
            "currency",
            Words.matching("an ISO 4217 code of three capital letters", "[A-Z]{3}", "USD"),
            "of all prices");
    static final Key<Double> OUTAGE_MINUTE =
            Key.required("outage_minute", Numbers.price("4_200"), "what one minute of outage costs");
    static final Key<Double> WRONG_ROUTE = Key.required(
            "wrong_route",
            Numbers.price("35"),
            "what one truck on a wrong route costs: one whose new route the database does not hold");

    static final Key<Optional<Duration>> OUTAGE = Key.optional(
            "outage",
            Quantities.duration("1m", "720h", "240m")
                    .as(Optional::of, Optional<Duration>::orElseThrow)
                    .orWord("none", Optional.empty()),
            Optional.empty(),
            "how long the outage to be priced lasted, e.g. by the incident's report; none: only what the run measured is"
                    + " priced");

    static final Key<Optional<Double>> INFRASTRUCTURE = Key.optional(
            "infrastructure",
            Numbers.price("6_400")
                    .as(Optional::of, Optional<Double>::orElseThrow)
                    .orWord("none", Optional.empty()),
            Optional.empty(),
            "what the database costs a month; none: the report does not mention it");

    static final Block BLOCK = new Block(
            "business",
            "Prices for the report. Left out, the report has no costs.",
            List.of(CURRENCY, OUTAGE_MINUTE, WRONG_ROUTE, OUTAGE, INFRASTRUCTURE));

    private BusinessBlock() {}

    static BusinessSpec read(MappingReader in) {
        in.allow(BLOCK.names());
        return new BusinessSpec(
                in.read(CURRENCY),
                in.read(OUTAGE_MINUTE),
                in.read(WRONG_ROUTE),
                in.read(OUTAGE),
                in.read(INFRASTRUCTURE));
    }

    static void write(BusinessSpec business, YamlWriter out) {
        out.write(CURRENCY, business.currency());
        out.write(OUTAGE_MINUTE, business.outageMinute());
        out.write(WRONG_ROUTE, business.wrongRoute());
        out.write(OUTAGE, business.outage());
        out.write(INFRASTRUCTURE, business.infrastructure());
    }
}
