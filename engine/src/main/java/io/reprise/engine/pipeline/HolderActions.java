package io.reprise.engine.pipeline;

import io.reprise.codecs.BorrowRateDecoder;
import io.reprise.codecs.CashRateDecoder;
import io.reprise.codecs.CorporateActionDecoder;
import io.reprise.codecs.FundingRateDecoder;
import io.reprise.engine.domain.HotPath;
import io.reprise.engine.domain.Instrument;
import io.reprise.engine.event.Event;
import io.reprise.engine.fixed.Fixed;
import io.reprise.engine.portfolio.Account;
import io.reprise.engine.portfolio.Entitlements;

/**
 * What splits, dividends, funding and the like do to each holder: the strategies and the operators' own orders (rule 34 of
 * docs/semantics.md). Their sum is what they do to the account, which travels with the slot. Owned by the strategy stage.
 */
@HotPath
final class HolderActions {
    private final StrategyView[] views;
    private final ManualOrders manual;
    private final Instrument[] instruments;
    private final Account account;
    private final CorporateActionDecoder action = new CorporateActionDecoder();
    private final FundingRateDecoder funding = new FundingRateDecoder();
    private final BorrowRateDecoder borrow = new BorrowRateDecoder();
    private final CashRateDecoder interest = new CashRateDecoder();

    HolderActions(StrategyView[] views, ManualOrders manual, Instrument[] instruments, Account account) {
        this.views = views;
        this.manual = manual;
        this.instruments = instruments;
        this.account = account;
    }

    void onAction(Event event, Slot slot) {
        action.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        slot.actionPaid = 0;
        switch (action.actionKind()) {
            case SPLIT -> split(event.instrumentId(), action.numerator(), action.denominator(), slot);
            case DIVIDEND -> dividend(event.instrumentId(), action.amount(), slot);
            case DELISTING -> delist(event.instrumentId(), action.amount(), slot);
            default -> {}
        }
    }

    private void delist(int instrumentId, long px, Slot slot) {
        long paid = 0;
        for (int i = -1; i < views.length; i++) {
            paid = Math.addExact(paid, Entitlements.delisting(held(i, instrumentId), px));
            if (i < 0) {
                manual.split(instrumentId, 0);
            } else {
                views[i].end(instrumentId);
            }
        }
        slot.actionPaid = paid;
        account.end(instrumentId, paid);
    }

    private void split(int instrumentId, long numerator, long denominator, Slot slot) {
        long lastPx = account.lastPx(instrumentId);
        long lotQty = instruments[instrumentId].lotQty();
        long paid = 0;
        long left = 0;
        for (int i = -1; i < views.length; i++) {
            long before = held(i, instrumentId);
            long after = 0;
            if (before != 0) {
                after = Entitlements.splitQty(before, numerator, denominator, lotQty);
                paid = Math.addExact(paid, Entitlements.fractionCash(before, numerator, denominator, after, lastPx));
                left = Math.addExact(left, after);
            }
            if (i < 0) {
                manual.split(instrumentId, after);
            } else {
                views[i].split(instrumentId, numerator, denominator, after);
                views[i].rescale(slot, instrumentId, numerator, denominator);
            }
        }
        slot.actionPaid = paid;
        slot.actionPosition = left;
        account.split(instrumentId, numerator, denominator, left, paid);
    }

    private void dividend(int instrumentId, long amount, Slot slot) {
        long paid = 0;
        for (int i = -1; i < views.length; i++) {
            paid = Math.addExact(paid, Entitlements.dividend(held(i, instrumentId), amount));
        }
        pay(paid, slot);
    }

    /** Charged on what is held before any other event of the time, at the mark then: the frame's, or the last price. */
    void onFunding(Event event, Slot slot) {
        funding.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        int instrumentId = event.instrumentId();
        long markPx = markPx(funding.markPx(), instrumentId);
        long paid = 0;
        for (int i = -1; i < views.length; i++) {
            long position = held(i, instrumentId);
            if (position != 0) {
                paid = Math.addExact(paid, Entitlements.funding(position, markPx, funding.rateE12()));
            }
        }
        pay(paid, slot);
    }

    /** Each short pays for what it borrows, at the mark then. */
    void onBorrow(Event event, Slot slot) {
        borrow.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        int instrumentId = event.instrumentId();
        long paid = 0;
        for (int i = -1; i < views.length; i++) {
            long position = held(i, instrumentId);
            if (position < 0) {
                long markPx = markPx(borrow.markPx(), instrumentId);
                paid = Math.addExact(paid, Entitlements.borrow(position, markPx, borrow.rateE12()));
            }
        }
        pay(paid, slot);
    }

    /** The account pays for what it owes. */
    void onInterest(Event event, Slot slot) {
        interest.wrap(event.buffer(), event.bodyOffset(), event.blockLength(), event.version());
        pay(Entitlements.interest(account.cash(), interest.rateE12()), slot);
    }

    private long markPx(long framePx, int instrumentId) {
        return framePx == Fixed.NULL_PX ? account.lastPx(instrumentId) : framePx;
    }

    private void pay(long paid, Slot slot) {
        slot.actionPaid = paid;
        account.pay(paid);
    }

    /** Held by a strategy, or by operators' own orders where the index is below 0. */
    private long held(int index, int instrumentId) {
        return index < 0 ? manual.position(instrumentId) : views[index].held(instrumentId);
    }
}
