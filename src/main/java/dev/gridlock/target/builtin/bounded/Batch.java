package dev.gridlock.target.builtin.bounded;

import dev.gridlock.target.builtin.contract.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * The trucks of one transaction.
 *
 * @param name {@code <call>/<number>}, numbers from 1
 * @param truckIds ascending
 */
record Batch(String name, List<Integer> truckIds) {

    Batch {
        truckIds = List.copyOf(truckIds);
    }

    /**
     * The call in as few batches as the limit allows, of even size: two of 3,125 rather than 5,000 and 1,250. Ascending
     * over all batches, so that one batch's trucks lie on neighbouring pages.
     */
    static List<Batch> split(Call call, int limit) {
        List<Integer> ids = call.truckIds().stream().sorted().toList();
        int count = Math.ceilDiv(ids.size(), limit);
        List<Batch> batches = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            int from = (int) ((long) ids.size() * n / count);
            int to = (int) ((long) ids.size() * (n + 1) / count);
            batches.add(new Batch(call.id() + "/" + (n + 1), ids.subList(from, to)));
        }
        return batches;
    }

    int[] ids() {
        return truckIds.stream().mapToInt(Integer::intValue).toArray();
    }
}
