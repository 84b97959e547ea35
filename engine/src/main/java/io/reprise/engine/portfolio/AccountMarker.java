package io.reprise.engine.portfolio;

import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.StateInput;
import io.reprise.engine.domain.StateOutput;
import io.reprise.engine.domain.Stateful;

/**
 * Marks an account once after each market event, with that event's fills booked (rule 20 of docs/semantics.md). The fills
 * come after a trade but before the bar that they belong to, so an event is marked when the next one begins: at a market
 * event, at a fill of a later one, or when settled. Owned by one thread.
 */
@HotPath
public final class AccountMarker implements Stateful {
    private static final int NONE = -1;

    private final Account account;
    private long marketEvents;
    private int unmarkedInstrumentId = NONE;

    public AccountMarker(Account account) {
        this.account = account;
    }

    public Account account() {
        return account;
    }

    /** Market events seen so far. */
    public long marketEvents() {
        return marketEvents;
    }

    /** A trade at this price, or a bar with this close. */
    public void onMarketEvent(int instrumentId, long px) {
        if (account.isUnmarked()) {
            settle();
        }
        account.price(instrumentId, px);
        unmarkedInstrumentId = instrumentId;
        marketEvents++;
    }

    /** Market events whose prices are all quiet, see {@link Account#quietLoPx}, on an account that is marked. */
    public void onQuietEvents(int instrumentId, long lastPx, int count) {
        account.price(instrumentId, lastPx);
        unmarkedInstrumentId = instrumentId;
        marketEvents += count;
    }

    /** A market event that is no price: an action, funding, a quote, a row of a book; the account is marked before it. */
    public void onAction() {
        settle();
        marketEvents++;
    }

    /** A fill by the market event of that 1-based number. */
    public void onFill(int instrumentId, boolean buy, long px, long qty, long fee, long marketEvent) {
        if (marketEvent > marketEvents) {
            settle();
        }
        account.fill(instrumentId, buy, px, qty, fee);
    }

    /** Marks the newest market event, all of whose fills are known. */
    public void settle() {
        if (unmarkedInstrumentId != NONE) {
            account.mark(unmarkedInstrumentId, account.lastPx(unmarkedInstrumentId));
            unmarkedInstrumentId = NONE;
        }
    }

    @Override
    public void saveState(StateOutput out) {
        out.putLong(marketEvents);
        out.putInt(unmarkedInstrumentId);
        account.saveState(out);
    }

    @Override
    public void loadState(StateInput in) {
        marketEvents = in.getLong();
        unmarkedInstrumentId = in.getInt();
        account.loadState(in);
    }
}
