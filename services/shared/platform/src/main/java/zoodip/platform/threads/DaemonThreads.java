package zoodip.platform.threads;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no process alive. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** For executors, all of whose threads have that name. */
  public static ThreadFactory named(String name) {
    return work -> of(name, work);
  }

  /** A thread that is to be started. */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
