package dev.gridlock.scenario;

import java.util.List;

/** {@code business:} */
final class BusinessBlock {

    static final Key<String> CURRENCY = Key.required(
            "currency",
            Words.matching("an ISO 4217 code of three capital letters", "[A-Z]{3}", "USD"),
            "of both prices");
    static final Key<Double> OUTAGE_MINUTE =
            Key.required("outage_minute", Numbers.price("4_200"), "what one minute of outage costs");
    static final Key<Double> WRONG_ROUTE =
            Key.required("wrong_route", Numbers.price("35"), "what one truck on a wrong route costs");

    static final Block BLOCK = new Block(
            "business",
            "Prices for the report. Left out, the report has no costs.",
            List.of(CURRENCY, OUTAGE_MINUTE, WRONG_ROUTE));

    private BusinessBlock() {}

    static BusinessSpec read(MappingReader in) {
        in.allow(BLOCK.names());
        return new BusinessSpec(in.read(CURRENCY), in.read(OUTAGE_MINUTE), in.read(WRONG_ROUTE));
    }

    static void write(BusinessSpec business, YamlWriter out) {
        out.write(CURRENCY, business.currency());
        out.write(OUTAGE_MINUTE, business.outageMinute());
        out.write(WRONG_ROUTE, business.wrongRoute());
    }
}
