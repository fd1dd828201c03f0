package dev.gridlock.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which nodes of a graph a circle can lead through: its strongly connected components, by Tarjan's algorithm without recursion. */
final class Circles {

    private Circles() {}

    /**
     * Components of more than one node.
     *
     * @param nodes how many there are, numbered from 0
     * @param ways each leads from its first node to its last
     * @return a component's number for each node; -1 where no circle leads through it
     */
    static int[] componentsOf(int nodes, List<int[]> ways) {
        int[][] next = edges(nodes, ways);
        int[] index = new int[nodes];
        int[] low = new int[nodes];
        int[] child = new int[nodes];
        int[] component = new int[nodes];
        Arrays.fill(index, -1);
        Arrays.fill(component, -1);
        boolean[] onStack = new boolean[nodes];
        int[] stack = new int[nodes];
        int[] path = new int[nodes];
        int height = 0;
        int counter = 0;
        int components = 0;
        for (int root = 0; root < nodes; root++) {
            if (index[root] >= 0) {
                continue;
            }
            int depth = 0;
            path[0] = root;
            index[root] = low[root] = counter++;
            stack[height++] = root;
            onStack[root] = true;
            while (depth >= 0) {
                int node = path[depth];
                if (child[node] < next[node].length) {
                    int to = next[node][child[node]++];
                    if (index[to] < 0) {
                        index[to] = low[to] = counter++;
                        stack[height++] = to;
                        onStack[to] = true;
                        path[++depth] = to;
                    } else if (onStack[to]) {
                        low[node] = Math.min(low[node], index[to]);
                    }
                    continue;
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[node]);
                }
                if (low[node] == index[node]) {
                    boolean alone = stack[height - 1] == node;
                    int popped;
                    do {
                        popped = stack[--height];
                        onStack[popped] = false;
                        component[popped] = alone ? -1 : components;
                    } while (popped != node);
                    components++;
                }
            }
        }
        return component;
    }

    private static int[][] edges(int nodes, List<int[]> ways) {
        List<List<Integer>> lists = new ArrayList<>(nodes);
        IntStream.range(0, nodes).forEach(_ -> lists.add(new ArrayList<>(2)));
        for (int[] way : ways) {
            for (int at = 1; at < way.length; at++) {
                if (way[at - 1] != way[at]) {
                    lists.get(way[at - 1]).add(way[at]);
                }
            }
        }
        return lists.stream()
                .map(list ->
                        list.stream().mapToInt(Integer::intValue).distinct().toArray())
                .toArray(int[][]::new);
    }
}
