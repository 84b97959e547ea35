package io.reprise.engine.backtest;
import io.reprise.engine.journal.*; import io.reprise.engine.pipeline.FrameSink; import java.io.IOException; import java.nio.file.*; import java.util.*;
public final class RunJournal implements AutoCloseable {
  public static final String INBOUND="inbound", OUTBOUND="outbound", STATE_DIGEST="stateDigest", OUTBOUND_DIGEST="outboundDigest";
  private final Path dir; private final StreamAppender in,out;
  private RunJournal(Path d){dir=d; in=StreamAppender.open(d.resolve(INBOUND),JournalSettings.defaults()); out=StreamAppender.open(d.resolve(OUTBOUND),JournalSettings.defaults());}
  static RunJournal create(Path d){return new RunJournal(d);}
  FrameSink inbound(){return in::append;} FrameSink outbound(){return out::append;}
  void finish(RunResult r,List<Path> sources) throws IOException { JournalManifest m=new JournalManifest(); m.put(STATE_DIGEST,r.stateDigest()).put(OUTBOUND_DIGEST,r.outboundDigest()); m.put("sources",String.join("\n",sources.stream().map(p->p.toAbsolutePath().toString()).toList())); in.close(); out.close(); m.write(dir);}
  static List<Path> sources(Path d) throws IOException { return JournalManifest.read(d).property("sources","").lines().map(Path::of).toList(); }
  public void close(){in.close();out.close();}
}
