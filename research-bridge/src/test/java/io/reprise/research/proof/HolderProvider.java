package io.reprise.research.proof;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.strategy.Context;
import io.reprise.engine.strategy.Setup;
import io.reprise.engine.strategy.Strategy;
import io.reprise.engine.strategy.StrategyCatalog;
import io.reprise.engine.strategy.StrategyProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A strategy that holds from a day on, long or short, or leaves an order resting at a price. */
public final class HolderProvider implements StrategyProvider {
    private static final long DAY_NS = 86_400_000_000_000L;

    /** A catalogue with this strategy alone; the services file is written into the folder. */
    static StrategyCatalog catalog(Path folder) throws IOException {
        URL services = Files.writeString(folder.resolve("holder.txt"), HolderProvider.class.getName())
                .toUri()
                .toURL();
        return StrategyCatalog.load(new ClassLoader(HolderProvider.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.endsWith(StrategyProvider.class.getName())
                        ? Collections.enumeration(List.of(services))
                        : super.getResources(name);
            }
        });
    }

    @Override
    public String name() {
        return "holder";
    }

    @Override
    public String summary() {
        return "holds from a day on";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("from", 0, 0, 100_000, "first day, counted from 1970"),
                Parameter.flag("short", false, "holds short"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        long fromNs = parameters.integer("from") * DAY_NS;
        boolean isShort = parameters.flag("short");
        return new Strategy() {
            @Override
            public void onStart(Setup setup) {
                // nothing but bars
            }

            @Override
            public void onBar(Bar bar, Context context) {
                if (bar.endNs() >= fromNs) {
                    if (isShort) {
                        context.goShort();
                    } else {
                        context.goLong();
                    }
                }
            }
        };
    }
}
