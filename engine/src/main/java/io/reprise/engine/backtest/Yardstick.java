package io.reprise.engine.backtest;

import io.reprise.engine.domain.Instrument;
import io.reprise.engine.pipeline.PipelineSpec;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Entitlements;
import io.reprise.engine.sim.BuyAndHold;
import java.util.List;

/**
 * Buy-and-hold of what a run trades (rule 30 of docs/semantics.md): the cash in equal parts, each buying its instrument at
 * its first price, nothing ever sold. It gets the dividends, pays the funding and follows the splits of what it holds. Owned
 * by the observer.
 */
final class Yardstick {
    private final List<Instrument> instruments;
    private final Account account;
    /** By instrument, null for those that are not traded. */
    private final BuyAndHold[] holdings;

    private final boolean[] awaits;

    Yardstick(PipelineSpec spec) {
        instruments = spec.instruments();
        account = new Account(spec.initialCash(), instruments.size());
        holdings = new BuyAndHold[instruments.size()];
        awaits = new boolean[instruments.size()];
        int[] traded = spec.strategies().stream()
                .flatMap(one -> one.instrumentIds().stream())
                .mapToInt(Integer::intValue)
                .distinct()
                .sorted()
                .toArray();
        long part = spec.initialCash() / traded.length;
        for (int i = 0; i < traded.length; i++) {
            long cash = i == 0 ? spec.initialCash() - part * (traded.length - 1) : part;
            holdings[traded[i]] = new BuyAndHold(cash, instruments.get(traded[i]), spec.costs());
            awaits[traded[i]] = true;
        }
    }

    Account account() {
        return account;
    }

    /** Whether it buys the instrument at its next price, which is the first. */
    boolean awaits(int instrumentId) {
        return awaits[instrumentId];
    }

    void buy(int instrumentId, long firstPx) {
        awaits[instrumentId] = false;
        BuyAndHold bought = holdings[instrumentId];
        bought.onFirstPrice(firstPx);
        if (bought.qty() > 0) {
            account.fill(instrumentId, true, bought.px(), bought.qty(), bought.fee());
        }
    }

    void split(int instrumentId, long numerator, long denominator) {
        long held = account.position(instrumentId);
        long lotQty = instruments.get(instrumentId).lotQty();
        long left = Entitlements.splitQty(held, numerator, denominator, lotQty);
        long paid = held == 0
                ? 0
                : Entitlements.fractionCash(held, numerator, denominator, left, account.lastPx(instrumentId));
        account.split(instrumentId, numerator, denominator, left, paid);
    }

    void dividend(int instrumentId, long amountPerUnit) {
        account.pay(Entitlements.dividend(account.position(instrumentId), amountPerUnit));
    }

    void delist(int instrumentId, long px) {
        awaits[instrumentId] = false;
        account.end(instrumentId, Entitlements.delisting(account.position(instrumentId), px));
    }

    void funding(int instrumentId, long markPx, long rateE12) {
        long held = account.position(instrumentId);
        if (held != 0) {
            account.pay(Entitlements.funding(held, markPx, rateE12));
        }
    }
}
