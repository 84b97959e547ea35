package io.reprise.bench.recovery;

import io.reprise.engine.live.CrashPoint;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends this process with SIGKILL when a crash point is passed for the n-th time: by the system call itself, so that no
 * thread does anything more. May be called by any thread.
 */
final class SelfKill implements CrashPoint.Listener {
    private static final int SIGKILL = 9;

    private final CrashPoint where;
    private final AtomicInteger left;
    private final PrintStream out;
    private final MethodHandle kill;
    private final int pid;

    /** @param out where the point is named just before the end */
    @SuppressWarnings("restricted") // native access is on in jvm.flags
    SelfKill(CrashPoint where, int pass, PrintStream out) {
        this.where = where;
        this.left = new AtomicInteger(pass);
        this.out = out;
        Linker linker = Linker.nativeLinker();
        kill = linker.downcallHandle(
                linker.defaultLookup().find("kill").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        pid = (int) ProcessHandle.current().pid();
    }

    @Override
    public void at(CrashPoint point) {
        if (point == where && left.decrementAndGet() == 0) {
            out.println(point);
            out.flush();
            end();
        }
    }

    private void end() {
        try {
            int failed = (int) kill.invokeExact(pid, SIGKILL);
            throw new IllegalStateException("this process outlived kill, which returned " + failed);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
