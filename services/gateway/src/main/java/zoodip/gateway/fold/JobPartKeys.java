package zoodip.gateway.fold;

import java.util.Locale;
import zoodip.events.v1.JobPart;

/** The keys of what is added to a job: its name, a mark that no name has, and which part it is. */
public final class JobPartKeys {
  private static final char MARK = '#';
  private static final String PROGRESS = MARK + "progress";
  private static final String FILES = MARK + "files/";
  private static final String SEGMENTS = MARK + "segments/";

  private JobPartKeys() {}

  /**
   * Where a part of the job stands.
   *
   * @throws IllegalArgumentException if it is of no known kind
   */
  static String of(String job, JobPart part) {
    return switch (part.getPartCase()) {
      case PROGRESS -> progress(job);
      case FILE -> files(job) + part.getFile().getName();
      case SEGMENT ->
          segments(job) + String.format(Locale.ROOT, "%010d", part.getSegment().getFirstStep());
      case PART_NOT_SET -> throw new IllegalArgumentException("A part of no kind has no key");
    };
  }

  /** The name of the job that a key belongs to. */
  public static String job(String key) {
    int mark = key.lastIndexOf(MARK);
    return mark < 0 ? key : key.substring(0, mark);
  }

  static String progress(String job) {
    return job + PROGRESS;
  }

  /** What the keys of all files begin with. */
  static String files(String job) {
    return job + FILES;
  }

  /** What the keys of all segments begin with, in the order of their steps. */
  static String segments(String job) {
    return job + SEGMENTS;
  }

  /** What the keys of all parts begin with. */
  static String all(String job) {
    return job + MARK;
  }
}
