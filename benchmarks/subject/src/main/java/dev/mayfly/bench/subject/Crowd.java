package dev.mayfly.bench.subject;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many containers at once, a thread each. */
record Crowd(Subject subject, String run, int size) {

  Map<String, Double> startAndRemove() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    long cpu = cpuNanos();
    resetPeaks();
    long begin = System.nanoTime();
    List<Running> all = start(threads);
    long ready = System.nanoTime();
    Map<String, Double> figures = new TreeMap<>();
    figures.put("start", Worker.millis(ready - begin));
    figures.put("startCpu", Worker.millis(cpuNanos() - cpu));
    figures.put("peakHeap", peakHeapBytes() / 1048576.0);
    for (Running one : all) {
      Service.HTTPD.ask(one.host(), one.port());
    }
    long removing = System.nanoTime();
    remove(all, threads);
    figures.put("remove", Worker.millis(System.nanoTime() - removing));
    figures.put("total", figures.get("start") + figures.get("remove"));
    threads.shutdown();
    return figures;
  }

  /** Starts and keeps them; this JVM is to be killed then. */
  Map<String, Double> hold() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    start(threads);
    return Map.of("held", (double) size);
  }

  private List<Running> start(ExecutorService threads) throws Exception {
    List<Callable<Running>> starts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      starts.add(() -> subject.start(Wanted.of(Service.HTTPD, run)));
    }
    List<Running> all = new ArrayList<>();
    for (Future<Running> one : threads.invokeAll(starts)) {
      all.add(one.get());
    }
    return all;
  }

  private static void remove(List<Running> all, ExecutorService threads) throws Exception {
    List<Callable<Boolean>> removals = new ArrayList<>();
    for (Running one : all) {
      removals.add(
          () -> {
            one.close();
            return true;
          });
    }
    for (Future<Boolean> one : threads.invokeAll(removals)) {
      one.get();
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void resetPeaks() {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static double peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
