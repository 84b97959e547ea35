package io.reprise.engine.control;

import io.reprise.codecs.DenialDecoder;
import io.reprise.codecs.ExecType;
import io.reprise.codecs.ExecutionReportDecoder;
import io.reprise.codecs.MessageHeaderDecoder;
import io.reprise.codecs.OrderAction;
import io.reprise.codecs.OrderIntentDecoder;
import io.reprise.engine.backtest.FrameCursor;
import io.reprise.engine.backtest.JournalNames;
import io.reprise.engine.backtest.RunJournal;
import io.reprise.engine.risk.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The orders and fills of a journal, read on from where it was last looked at. Safe from any thread. */
final class OrderLog implements AutoCloseable {
    /** More orders, or fills, than these are forgotten, the oldest first. */
    static final int KEPT_MAX = 1_000_000;

    private final Names names;
    private final FrameCursor inbound;
    private final FrameCursor outbound;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderIntentDecoder intent = new OrderIntentDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final DenialDecoder denial = new DenialDecoder();

    private final Map<Long, OrderEntry> byId = new HashMap<>();
    private final Listed<Long> orderIds = new Listed<>();
    private final Listed<FillRecord> fills = new Listed<>();
    private final Map<String, Long> denials = new TreeMap<>();
    private final Map<String, Long> rejects = new TreeMap<>();

    /** A list that forgets its oldest items; places in it stay what they were. */
    private static final class Listed<T> {
        private final ArrayList<T> items = new ArrayList<>();
        private long forgotten;

        List<T> add(T item) {
            items.add(item);
            if (items.size() <= KEPT_MAX) {
                return List.of();
            }
            List<T> oldest = items.subList(0, KEPT_MAX / 10);
            List<T> dropped = List.copyOf(oldest);
            oldest.clear();
            forgotten += dropped.size();
            return dropped;
        }

        long size() {
            return forgotten + items.size();
        }

        T get(long place) {
            return items.get((int) (place - forgotten));
        }
    }

    OrderLog(Path journal, Names names) {
        this.names = names;
        inbound = new FrameCursor(journal.resolve(RunJournal.INBOUND));
        FrameCursor second = null;
        try {
            second = new FrameCursor(journal.resolve(RunJournal.OUTBOUND));
            outbound = second;
        } finally {
            if (second == null) {
                inbound.close();
            }
        }
    }

    private void poll() {
        while (inbound.advance()) {
            switch (inbound.templateId()) {
                case ExecutionReportDecoder.TEMPLATE_ID -> onReport();
                case DenialDecoder.TEMPLATE_ID -> {
                    denial.wrapAndApplyHeader(inbound.buffer(), inbound.offset(), header);
                    entry(denial.orderId()).onDenial(denial);
                    denials.merge(Reason.of(denial.reason()).name(), 1L, Long::sum);
                }
                default -> {}
            }
        }
        while (outbound.advance()) {
            if (outbound.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
                intent.wrapAndApplyHeader(outbound.buffer(), outbound.offset(), header);
                if (intent.orderAction() == OrderAction.NEW) {
                    entry(intent.orderId()).onIntent(intent);
                    orderIds.add(intent.orderId()).forEach(byId::remove);
                }
            }
        }
    }

    private OrderEntry entry(long orderId) {
        return byId.computeIfAbsent(orderId, OrderEntry::new);
    }

    private void onReport() {
        report.wrapAndApplyHeader(inbound.buffer(), inbound.offset(), header);
        entry(report.orderId()).onReport(report);
        if (report.execType() == ExecType.REJECTED) {
            String name = JournalNames.venueReason(report.reason());
            rejects.merge(name == null ? Integer.toString(report.reason()) : name, 1L, Long::sum);
        }
        if (report.execType() == ExecType.TRADE) {
            fills.add(new FillRecord(
                    report.seq(),
                    report.orderId(),
                    report.strategyId(),
                    names.instrument(report.instrumentId()),
                    report.marketEvent(),
                    report.tsEventNs(),
                    report.tsInitNs(),
                    report.side(),
                    report.lastPx(),
                    report.lastQty(),
                    report.fee(),
                    report.liquidity(),
                    report.causeSeq()));
        }
    }

    synchronized Page<OrderRecord> orders(OrderQuery query) {
        poll();
        List<OrderRecord> found = new ArrayList<>();
        long next = walk(orderIds, query.newestFirst(), query.cursor(), query.limit(), orderId -> {
            OrderRecord order = byId.get(orderId).record(names);
            return query.wants(order) && found.add(order);
        });
        return new Page<>(found, next);
    }

    synchronized Page<FillRecord> fills(FillQuery query) {
        poll();
        List<FillRecord> found = new ArrayList<>();
        long next = walk(
                fills,
                query.newestFirst(),
                query.cursor(),
                query.limit(),
                fill -> query.wants(fill) && found.add(fill));
        return new Page<>(found, next);
    }

    /** Takes items until so many are wanted; returns the place where to go on. */
    private static <T> long walk(Listed<T> list, boolean newestFirst, long cursor, int limit, Predicate<T> takes) {
        long first = newestFirst ? list.size() - 1 : list.forgotten;
        long place = cursor == Page.END ? first : newestFirst ? Math.min(cursor, first) : Math.max(cursor, first);
        int taken = 0;
        while (place >= list.forgotten && place < list.size()) {
            if (taken == limit) {
                return place;
            }
            taken += takes.test(list.get(place)) ? 1 : 0;
            place += newestFirst ? -1 : 1;
        }
        return Page.END;
    }

    /** The order, null when the journal holds none of that id. */
    synchronized OrderRecord order(long orderId) {
        poll();
        OrderEntry entry = byId.get(orderId);
        return entry == null || !entry.isKnown() ? null : entry.record(names);
    }

    /** Orders that our own risk refused, by reason. */
    synchronized Map<String, Long> denials() {
        poll();
        return Map.copyOf(denials);
    }

    /** Orders that the venue refused, by reason. */
    synchronized Map<String, Long> rejects() {
        poll();
        return Map.copyOf(rejects);
    }

    @Override
    public synchronized void close() {
        inbound.close();
        outbound.close();
    }
}
