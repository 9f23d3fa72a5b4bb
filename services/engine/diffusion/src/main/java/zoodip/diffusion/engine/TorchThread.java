package zoodip.diffusion.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one long-lived thread on which this process talks to libtorch.
 *
 * <p>libtorch keeps memory for every thread that ever ran a forward (pytorch/pytorch#64412), and
 * two forwards of one TorchScript module must not overlap; so all work queues here. The graph
 * executor's profiling and fusion are off: every call of a program runs the same plan, so the first
 * call of a process gives the same bits as any later one.
 *
 * <p>The number of threads that one operator may use is the system property {@value #THREADS}, else
 * the environment variable {@value #THREADS_ENVIRONMENT}, else the number of processors. It is read
 * once, before first use. Equal inputs give equal bits only with the same number of threads on the
 * same kind of processor.
 */
public final class TorchThread {
  /** System property: threads within one operator. */
  public static final String THREADS = "zoodip.engine.threads";

  /** Environment variable for the same, weaker than the property. */
  public static final String THREADS_ENVIRONMENT = "ZOODIP_ENGINE_THREADS";

  private static final String PYTORCH = "PyTorch";
  private static final String INTEROP = "ai.djl.pytorch.num_interop_threads";
  private static final String OFFLINE = "ai.djl.offline";

  private final ExecutorService executor;
  private final Thread thread;
  private final int threads;

  private TorchThread(int threads) {
    this.threads = threads;
    this.executor = Executors.newSingleThreadExecutor(TorchThread::daemon);
    CompletableFuture<Thread> started = new CompletableFuture<>();
    executor.execute(() -> complete(started, this::start));
    try {
      this.thread = await(started);
    } catch (Throwable e) {
      executor.shutdown();
      throw e;
    }
  }

  /**
   * The engine of this process, started at first use.
   *
   * @throws EngineStartException if it cannot start, from then on at every call
   */
  public static TorchThread shared() {
    return Holder.START.engine();
  }

  /**
   * Starts the engine before there is work, for a process that computes on {@code device}.
   *
   * @throws EngineStartException if it cannot start, or has no such device
   */
  public static void startOn(String device) {
    shared().requireDevice(device);
  }

  private static final class Holder {
    static final Start START = Start.attempt();
  }

  /** How the only attempt went: libtorch cannot be loaded twice, in part or whole. */
  private record Start(Optional<TorchThread> running, Optional<EngineStartException> failure) {
    static Start attempt() {
      try {
        return new Start(Optional.of(new TorchThread(configuredThreads())), Optional.empty());
      } catch (EngineStartException e) {
        return new Start(Optional.empty(), Optional.of(e));
      }
    }

    TorchThread engine() {
      return running.orElseThrow(failure::get);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "zoodip-engine");
    thread.setDaemon(true);
    return thread;
  }

  private static int configuredThreads() {
    String environment = System.getenv(THREADS_ENVIRONMENT);
    String value = System.getProperty(THREADS, environment == null ? "" : environment);
    if (value.isBlank()) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!value.strip().matches("[1-9][0-9]{0,2}")) {
      throw new EngineStartException(
          "%s (or %s in the environment) is '%s': set the threads of an operator, 1 to 999, or nothing for one for each processor"
              .formatted(THREADS, THREADS_ENVIRONMENT, value));
    }
    return Integer.parseInt(value.strip());
  }

  private Thread start() {
    Optional<Path> folder = Optional.empty();
    try {
      LibtorchSelection choice = LibtorchSelection.ofThisProcess();
      folder = choice.folder();
      // DJL's own guess for a folder is a kind that is published no more
      System.setProperty(LibtorchSelection.FLAVOR, choice.flavor());
      load();
      return Thread.currentThread();
    } catch (Exception | LinkageError | AssertionError e) {
      throw StartFailure.of(e, folder);
    }
  }

  private void load() {
    // DJL reads the property once, when it loads the library; later changes are refused by libtorch
    if (System.getProperty(INTEROP) == null) {
      System.setProperty(INTEROP, "1");
    }
    // what is missing here is said, never fetched from elsewhere
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
    WaitPolicy.spinShortly();
    CudaEnvironment.prepare();
    ai.djl.engine.Engine.getEngine(PYTORCH);
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setNumThreads(threads);
  }

  /** The number of threads within one operator. */
  public int threads() {
    return threads;
  }

  /**
   * Sees that libtorch has a device.
   *
   * @throws EngineStartException if it has not
   */
  public void requireDevice(String device) {
    call(() -> Devices.of(device));
  }

  /**
   * Runs {@code work} on the engine's thread and waits for it, whatever happens to the caller: an
   * interrupt is kept for afterwards, since native work cannot be abandoned half-way. Work that is
   * already on the thread runs at once.
   */
  public <T> T call(Callable<T> work) {
    if (Thread.currentThread() == thread) {
      return now(work);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    executor.execute(() -> complete(result, work));
    return await(result);
  }

  /** {@link #call} for work without a result. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  /** Makes what libtorch draws from now on a function of a number. */
  public static void seed(long seed) {
    ai.djl.engine.Engine.getEngine(PYTORCH).setRandomSeed(Math.toIntExact(seed));
  }

  static NDManager manager(ai.djl.Device device) {
    return ai.djl.engine.Engine.getEngine(PYTORCH).newBaseManager(device);
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Throwable e) {
      DeviceFault.endProcess(e);
      result.completeExceptionally(e);
    }
  }

  private static <T> T now(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    complete(result, work);
    return await(result);
  }

  private static <T> T await(CompletableFuture<T> result) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrow(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    throw new EngineException("work on the engine failed: " + cause.getMessage(), cause);
  }
}
