package zoodip.fleet.settings;

import java.time.Duration;
import zoodip.trainer.journal.FlushSchedule;

/** What of a job survives its worker, and what it costs to go on. */
public sealed interface Recovery {
  /** Stands for no number of steps that is ever reached. */
  int NEVER = Integer.MAX_VALUE;

  /** As options and figures name it. */
  String label();

  /**
   * How many more steps are done before the next save begins.
   *
   * @param saved how often the job was saved so far
   * @param done steps at the last save, or at the attempt's beginning
   * @return 1 or more
   */
  int stepsUntilSave(int saved, int done, TrainingTimes times);

  /** How long an attempt takes to get to where an earlier one was saved. */
  Duration resume(int saved, int done);

  /** Whether a preemption that is announced loses nothing. */
  boolean savesOnNotice();

  /**
   * The journal of losses: saved every few seconds, and replayed.
   *
   * @param flushInterval between the first segments; later ones are further apart
   * @param replayedPerSecond steps that are replayed in a second, without the model
   * @param segmentRead time to read one segment; they are read one after another
   */
  record Journal(Duration flushInterval, double replayedPerSecond, Duration segmentRead)
      implements Recovery {
    @Override
    public String label() {
      return "journal";
    }

    @Override
    public int stepsUntilSave(int saved, int done, TrainingTimes times) {
      double seconds = new FlushSchedule(flushInterval).intervalAfter(saved).toMillis() / 1e3;
      return (int) Math.max(1, Math.ceil(seconds * times.stepsPerSecond()));
    }

    @Override
    public Duration resume(int saved, int done) {
      return segmentRead.multipliedBy(saved).plusMillis(Math.round(1e3 * done / replayedPerSecond));
    }

    @Override
    public boolean savesOnNotice() {
      return true;
    }
  }

  /**
   * The whole state, every so many steps; loading it takes no time that counts.
   *
   * @param every steps, 1 or more
   * @param savesOnNotice whether an announced preemption is answered by one more
   */
  record Checkpoints(int every, boolean savesOnNotice) implements Recovery {
    public Checkpoints {
      FleetSettings.require(every >= 1, "checkpoint every", every, "1 or more steps");
    }

    @Override
    public String label() {
      return "checkpoint-" + every + (savesOnNotice ? "-on-notice" : "");
    }

    @Override
    public int stepsUntilSave(int saved, int done, TrainingTimes times) {
      return every - done % every;
    }

    @Override
    public Duration resume(int saved, int done) {
      return Duration.ZERO;
    }
  }

  /** Nothing: the job begins again. */
  record Restart() implements Recovery {
    @Override
    public String label() {
      return "none";
    }

    @Override
    public int stepsUntilSave(int saved, int done, TrainingTimes times) {
      return NEVER;
    }

    @Override
    public Duration resume(int saved, int done) {
      return Duration.ZERO;
    }

    @Override
    public boolean savesOnNotice() {
      return false;
    }
  }
}
