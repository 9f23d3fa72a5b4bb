package zoodip.platform.work;

import java.util.Locale;
import zoodip.platform.kafka.Topics;

/** A queue of jobs and the share group whose members work on it. */
public enum WorkQueue {
  TRAINING(Topics.TRAINING_REQUESTS, "trainers"),
  EVALUATION(Topics.EVALUATION_REQUESTS, "evaluators");

  private final Topics topic;
  private final String group;

  WorkQueue(Topics topic, String group) {
    this.topic = topic;
    this.group = group;
  }

  /** That of trainings, or else of evaluations. */
  public static WorkQueue of(boolean training) {
    return training ? TRAINING : EVALUATION;
  }

  /** As metrics and traces name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Topics topic() {
    return topic;
  }

  /**
   * The id of the share group that works on a part of the queue.
   *
   * @param shard from 0
   */
  public String group(int shard) {
    return shard == 0 ? group : group + "-" + shard;
  }
}
