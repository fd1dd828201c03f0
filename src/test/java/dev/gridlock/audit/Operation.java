package dev.gridlock.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of the journal, as a test fills it in. */
final class Operation {
    final String call;
    final int truck;

    @Nullable
    String batch;

    long started;
    long ended;

    @Nullable
    Long selected;

    @Nullable
    Long select;

    @Nullable
    Long segmentUpdate;

    /** Which transaction had written what was read of each segment, and which one wrote after that; where a test asks the server. */
    final Map<Integer, Long> readOf = new HashMap<>();

    long writtenBy;

    String outcome = "rejected";
    boolean replayed;

    @Nullable
    String failedAt;

    @Nullable
    String sqlstate;

    String truckWrite = "none";

    @Nullable
    Long truckCommitted;

    String segmentWrite = "none";

    @Nullable
    Long segmentsCommitted;

    @Nullable
    Integer versionRead;

    @Nullable
    Integer versionWritten;

    List<Integer> route = List.of();
    List<Long> read = new ArrayList<>();

    Operation(String call, int truck) {
        this.call = call;
        this.truck = truck;
    }

    /** An acknowledged operation that wrote both halves at one moment, version 0 to 1. */
    static Operation acknowledged(String call, int truck, long committed, List<Integer> route, List<Long> read) {
        Operation operation = new Operation(call, truck);
        operation.outcome = "acknowledged";
        operation.started = committed - 10;
        operation.ended = committed + 1;
        operation.truckWrite = "committed";
        operation.truckCommitted = committed;
        operation.segmentWrite = "committed";
        operation.segmentsCommitted = committed;
        operation.versionRead = 0;
        operation.versionWritten = 1;
        operation.route = route;
        operation.read = read;
        return operation;
    }

    Operation failed(String at, String state) {
        outcome = "rejected";
        failedAt = at;
        sqlstate = state;
        return this;
    }

    List<Long> written() {
        return read.stream().map(value -> value + 1).toList();
    }
}
