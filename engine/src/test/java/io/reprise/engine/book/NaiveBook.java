package io.reprise.engine.book;

import io.reprise.codecs.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The book of orders as one would write it without a thought for speed: the twin of {@link OrderBook}. */
final class NaiveBook {
    static final class Order {
        final long key;
        final Side side;
        long px;
        long qty;

        Order(long key, Side side, long px, long qty) {
            this.key = key;
            this.side = side;
            this.px = px;
            this.qty = qty;
        }
    }

    final TreeMap<Long, LinkedList<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
    final TreeMap<Long, LinkedList<Order>> asks = new TreeMap<>();
    final Map<Long, Order> orders = new HashMap<>();

    TreeMap<Long, LinkedList<Order>> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    void add(long key, Side side, long px, long qty) {
        Order order = new Order(key, side, px, qty);
        orders.put(key, order);
        side(side).computeIfAbsent(px, any -> new LinkedList<>()).addLast(order);
    }

    void change(long key, long px, long qty) {
        Order order = orders.get(key);
        if (px == order.px && qty <= order.qty) {
            order.qty = qty;
            return;
        }
        remove(key);
        add(key, order.side, px, qty);
    }

    void remove(long key) {
        Order order = orders.remove(key);
        LinkedList<Order> line = side(order.side).get(order.px);
        line.remove(order);
        if (line.isEmpty()) {
            side(order.side).remove(order.px);
        }
    }

    long qtyAhead(long key) {
        Order order = orders.get(key);
        long ahead = 0;
        for (Order one : side(order.side).get(order.px)) {
            if (one == order) {
                return ahead;
            }
            ahead += one.qty;
        }
        throw new IllegalStateException("not in its line");
    }

    static long qty(List<Order> line) {
        return line.stream().mapToLong(one -> one.qty).sum();
    }

    /** Everything as text: a line for each price, best first, with its orders in line. */
    static List<String> text(NaiveBook book, Side side) {
        List<String> lines = new ArrayList<>();
        book.side(side).forEach((px, line) -> {
            StringBuilder text = new StringBuilder(px + " " + qty(line));
            line.forEach(one -> text.append(' ').append(one.key).append(':').append(one.qty));
            lines.add(text.toString());
        });
        return lines;
    }

    static List<String> text(OrderBook book, Side side) {
        List<String> lines = new ArrayList<>();
        for (int level = 0; level < book.levels(side); level++) {
            StringBuilder text = new StringBuilder(book.px(side, level) + " " + book.qty(side, level));
            int count = 0;
            for (int at = book.first(side, level); at != OrderBook.NO_ORDER; at = book.next(at)) {
                text.append(' ').append(book.key(at)).append(':').append(book.qty(at));
                count++;
            }
            if (count != book.orders(side, level)) {
                throw new IllegalStateException("a line of " + count + " says " + book.orders(side, level));
            }
            lines.add(text.toString());
        }
        return lines;
    }
}
