package io.reprise.research.optimize;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Agglomerative clustering of items by their distances. Cluster n + k is made by merge k; of its two parts the one with the
 * smaller number comes first, and equal distances go by the smaller numbers, as in SciPy's {@code linkage}.
 *
 * @param left first part of each merge
 * @param right second part
 * @param distance at which they were merged
 */
record Linkage(int[] left, int[] right, double[] distance) {
    /** How the distance between clusters follows from those of their items. */
    enum Method {
        SINGLE,
        COMPLETE,
        AVERAGE,
        WARD
    }

    static Linkage of(double[][] distances, Method method) {
        return method == Method.SINGLE ? single(distances) : general(distances, method);
    }

    /** By the minimum spanning tree (Prim), O(n²). */
    private static Linkage single(double[][] distances) {
        int n = distances.length;
        double[] near = new double[n];
        boolean[] done = new boolean[n];
        Arrays.fill(near, Double.POSITIVE_INFINITY);
        Edge[] edges = new Edge[n - 1];
        int at = 0;
        for (int k = 0; k < n - 1; k++) {
            done[at] = true;
            int next = -1;
            for (int j = 0; j < n; j++) {
                if (!done[j]) {
                    near[j] = Math.min(near[j], distances[at][j]);
                    if (next < 0 || near[j] < near[next]) {
                        next = j;
                    }
                }
            }
            edges[k] = new Edge(at, next, near[next]);
            at = next;
        }
        return labelled(edges, n);
    }

    /** By the Lance-Williams formula over a chain of nearest neighbors, O(n²) for these methods. */
    private static Linkage general(double[][] given, Method method) {
        int n = given.length;
        double[][] d = new double[n][];
        Arrays.setAll(d, i -> given[i].clone());
        int[] size = new int[n];
        Arrays.fill(size, 1);
        Edge[] edges = new Edge[n - 1];
        int[] chain = new int[n + 1];
        int length = 0;
        for (int k = 0; k < n - 1; k++) {
            if (length == 0) {
                int first = 0;
                while (size[first] == 0) {
                    first++;
                }
                chain[length++] = first;
            }
            while (true) {
                int at = chain[length - 1];
                int before = length > 1 ? chain[length - 2] : -1;
                int next = nearest(d[at], size, at, before);
                if (next == before) {
                    break;
                }
                chain[length++] = next;
            }
            int a = Math.min(chain[length - 1], chain[length - 2]);
            int b = Math.max(chain[length - 1], chain[length - 2]);
            length -= 2;
            edges[k] = new Edge(a, b, d[a][b]);
            merge(d, size, a, b, method);
        }
        return labelled(edges, n);
    }

    private static int nearest(double[] row, int[] size, int at, int preferred) {
        int best = preferred;
        double least = preferred < 0 ? Double.POSITIVE_INFINITY : row[preferred];
        for (int j = 0; j < row.length; j++) {
            if (size[j] > 0 && j != at && row[j] < least) {
                least = row[j];
                best = j;
            }
        }
        return best;
    }

    /** The union takes the place of {@code b}. */
    private static void merge(double[][] d, int[] size, int a, int b, Method method) {
        double ab = d[a][b];
        double na = size[a];
        double nb = size[b];
        size[a] = 0;
        size[b] = (int) (na + nb);
        for (int j = 0; j < d.length; j++) {
            if (size[j] > 0 && j != b) {
                double x = d[a][j];
                double y = d[b][j];
                double joined = switch (method) {
                    case SINGLE -> Math.min(x, y);
                    case COMPLETE -> Math.max(x, y);
                    case AVERAGE -> (na * x + nb * y) / (na + nb);
                    case WARD ->
                        Math.sqrt(((na + size[j]) * x * x + (nb + size[j]) * y * y - size[j] * ab * ab)
                                / (na + nb + size[j]));
                };
                d[b][j] = joined;
                d[j][b] = joined;
            }
        }
    }

    private record Edge(int a, int b, double distance) {}

    private static Linkage labelled(Edge[] edges, int n) {
        Arrays.sort(edges, Comparator.comparingDouble(Edge::distance));
        int[] parent = new int[2 * n - 1];
        Arrays.setAll(parent, i -> i);
        Linkage linkage = new Linkage(new int[n - 1], new int[n - 1], new double[n - 1]);
        for (int k = 0; k < n - 1; k++) {
            int a = root(parent, edges[k].a());
            int b = root(parent, edges[k].b());
            linkage.left[k] = Math.min(a, b);
            linkage.right[k] = Math.max(a, b);
            linkage.distance[k] = edges[k].distance();
            parent[a] = n + k;
            parent[b] = n + k;
        }
        return linkage;
    }

    private static int root(int[] parent, int item) {
        int at = item;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** The items of a cluster from left to right. */
    int[] leaves(int cluster) {
        int n = left.length + 1;
        int[] order = new int[n];
        int[] stack = new int[n];
        int depth = 0;
        int count = 0;
        stack[depth++] = cluster;
        while (depth > 0) {
            int at = stack[--depth];
            if (at < n) {
                order[count++] = at;
            } else {
                stack[depth++] = right[at - n];
                stack[depth++] = left[at - n];
            }
        }
        return Arrays.copyOf(order, count);
    }
}
