package io.reprise.engine.journal;

import java.nio.file.Path;

/** A process that holds a journal's lock, or asks again and again whether somebody does, until it is killed. */
final class JournalLockChild {
    private JournalLockChild() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("holds")) {
            JournalLock lock = JournalLock.acquire(folder);
            ready();
            Thread.sleep(Long.MAX_VALUE);
            lock.close();
        }
        ready();
        while (true) {
            JournalLock.isHeld(folder);
        }
    }

    private static void ready() {
        System.out.print('r');
        System.out.flush();
    }
}
