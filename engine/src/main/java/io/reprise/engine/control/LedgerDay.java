package io.reprise.engine.control;

import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the account was before and after a part of the sequence, and the fills between. Owned by the ledger. */
final class LedgerDay {
    private final long epochDay;
    private final long fromSeq;
    private final Balance opening;
    private final long[] boughtQty;
    private final long[] boughtValue;
    private final long[] soldQty;
    private final long[] soldValue;
    private final long[] fees;
    /** What is paid for what is held: dividends, funding, borrowing, fractions of splits, delistings. */
    private final long[] carries;

    /** On the account's cash: of no instrument. */
    private long interest;

    private int fills;
    private Balance closing;
    private long toSeq;

    /** The account at one place of the sequence. */
    private record Balance(long equity, long cash, long[] positions, long[] pxs) {
        static Balance of(Account account, int instruments) {
            long[] positions = new long[instruments];
            long[] pxs = new long[instruments];
            for (int i = 0; i < instruments; i++) {
                positions[i] = account.position(i);
                pxs[i] = account.lastPx(i);
            }
            return new Balance(account.equity(), account.cash(), positions, pxs);
        }

        long value(int instrument) {
            return positions[instrument] == 0 ? 0 : Fixed.multiply(positions[instrument], pxs[instrument]);
        }
    }

    LedgerDay(long epochDay, long fromSeq, Account account, int instruments) {
        this.epochDay = epochDay;
        this.fromSeq = fromSeq;
        opening = Balance.of(account, instruments);
        closing = opening;
        toSeq = fromSeq;
        boughtQty = new long[instruments];
        boughtValue = new long[instruments];
        soldQty = new long[instruments];
        soldValue = new long[instruments];
        fees = new long[instruments];
        carries = new long[instruments];
    }

    long epochDay() {
        return epochDay;
    }

    void fill(int instrument, boolean buy, long px, long qty, long fee) {
        long[] qtys = buy ? boughtQty : soldQty;
        long[] values = buy ? boughtValue : soldValue;
        qtys[instrument] = Math.addExact(qtys[instrument], qty);
        values[instrument] = Math.addExact(values[instrument], Fixed.multiply(px, qty));
        fees[instrument] = Math.addExact(fees[instrument], fee);
        fills++;
    }

    /** What is paid for what is held, below 0 where it is charged. */
    void pay(int instrument, long amount) {
        carries[instrument] = Math.addExact(carries[instrument], amount);
    }

    /** What the account is charged for cash below 0, not above 0. */
    void interest(long amount) {
        interest = Math.addExact(interest, amount);
    }

    /** What the account is after an event, which is the last of the day for now. */
    void close(Account account, long seq) {
        closing = Balance.of(account, boughtQty.length);
        toSeq = seq;
    }

    Statement statement(Names names, boolean complete) {
        List<Statement.Line> lines = new ArrayList<>();
        long pnl = interest;
        long paid = 0;
        long traded = interest;
        for (int i = 0; i < boughtQty.length; i++) {
            long own = closing.value(i) - opening.value(i) + soldValue[i] - boughtValue[i] + carries[i];
            pnl = Math.addExact(pnl, own);
            paid = Math.addExact(paid, fees[i]);
            traded += soldValue[i] - boughtValue[i] + carries[i];
            lines.add(line(names, i, own));
        }
        return new Statement(
                LocalDate.ofEpochDay(epochDay),
                fromSeq,
                toSeq,
                complete,
                opening.equity,
                opening.cash,
                pnl,
                paid,
                closing.equity,
                closing.cash,
                opening.equity + pnl - paid - closing.equity,
                opening.cash + traded - paid - closing.cash,
                fills,
                lines);
    }

    private Statement.Line line(Names names, int i, long pnl) {
        return new Statement.Line(
                names.instrument(i),
                opening.positions[i],
                opening.pxs[i],
                opening.value(i),
                boughtQty[i],
                boughtValue[i],
                soldQty[i],
                soldValue[i],
                fees[i],
                closing.positions[i],
                closing.pxs[i],
                closing.value(i),
                pnl);
    }

    /** A later day without events: all stays as it was at this one's end. */
    Statement quietDay(long laterDay, Names names) {
        LedgerDay quiet = new LedgerDay(laterDay, toSeq, closing);
        quiet.toSeq = toSeq;
        return quiet.statement(names, true);
    }

    private LedgerDay(long epochDay, long fromSeq, Balance still) {
        this.epochDay = epochDay;
        this.fromSeq = fromSeq;
        opening = still;
        closing = still;
        int instruments = still.positions.length;
        boughtQty = new long[instruments];
        boughtValue = new long[instruments];
        soldQty = new long[instruments];
        soldValue = new long[instruments];
        fees = new long[instruments];
        carries = new long[instruments];
    }
}
