package dev.gridlock.target.builtin.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to {@code POST /assignments}.
 *
 * @param id the caller's {@code Idempotency-Key}, or one made by the service
 * @param region of the trucks; null when the call spans regions
 * @param truckIds at least one, no duplicates
 */
public record Call(String id, @Nullable Integer region, List<Integer> truckIds) {

    public Call {
        truckIds = List.copyOf(truckIds);
    }
}
