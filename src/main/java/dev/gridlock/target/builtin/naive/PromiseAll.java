package dev.gridlock.target.builtin.naive;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * JavaScript's {@code Promise.all(items.map(async item => …))}: all are started at once; the first failure rejects the
 * whole at once; what was started goes on regardless.
 */
final class PromiseAll {

    private PromiseAll() {}

    /** What is done for one item. */
    interface AsyncFunction<T, R> {
        R apply(T item) throws Exception;
    }

    /** A future of the results in the order of the items, or of the first failure. */
    static <T, R> CompletableFuture<List<R>> of(List<T> items, AsyncFunction<T, R> function) {
        CompletableFuture<List<R>> promise = new CompletableFuture<>();
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(items.size());
        AtomicInteger open = new AtomicInteger(items.size());
        if (items.isEmpty()) {
            promise.complete(List.of());
        }
        for (int i = 0; i < items.size(); i++) {
            int position = i;
            T item = items.get(i);
            Thread.startVirtualThread(() -> {
                try {
                    results.set(position, function.apply(item));
                    if (open.decrementAndGet() == 0) {
                        promise.complete(inOrder(results));
                    }
                } catch (Throwable failure) {
                    promise.completeExceptionally(failure);
                }
            });
        }
        return promise;
    }

    @SuppressWarnings("unchecked")
    private static <R> List<R> inOrder(AtomicReferenceArray<R> results) {
        R[] array = (R[]) new Object[results.length()];
        Arrays.setAll(array, results::get);
        return Collections.unmodifiableList(Arrays.asList(array));
    }
}
