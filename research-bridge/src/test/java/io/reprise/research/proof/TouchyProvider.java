package io.reprise.research.proof;

import io.reprise.engine.domain.Bar;
import io.reprise.engine.domain.Parameter;
import io.reprise.engine.domain.Parameters;
import io.reprise.engine.fixed.Fixed;
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

/** A strategy that buys at its first bar and cannot stand prices above its parameter. */
public final class TouchyProvider implements StrategyProvider {
    /** A catalogue with this strategy alone; the services file is written into the folder. */
    static StrategyCatalog catalog(Path folder) throws IOException {
        URL services = Files.writeString(folder.resolve("services.txt"), TouchyProvider.class.getName())
                .toUri()
                .toURL();
        return StrategyCatalog.load(new ClassLoader(TouchyProvider.class.getClassLoader()) {
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
        return "touchy";
    }

    @Override
    public String summary() {
        return "buys once";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("most", 100, 1, 1_000_000, "highest price that it can stand"));
    }

    @Override
    public Strategy create(Parameters parameters) {
        long mostPx = parameters.integer("most") * Fixed.ONE;
        return new Strategy() {
            @Override
            public void onStart(Setup setup) {
                setup.feature("sma", 1);
            }

            @Override
            public void onBar(Bar bar, Context context) {
                if (bar.closePx() > mostPx) {
                    throw new IllegalStateException("this is too much");
                }
                context.goLong();
            }
        };
    }
}
