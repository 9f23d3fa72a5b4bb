package zoodip.cli.subjects;

import java.util.List;

/** Names of many things in a sentence: the first few, and how many more there are. */
final class NameList {
  /** So many fit a line. */
  static final int NAMED = 5;

  private NameList() {}

  static String of(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : first + " and %d more".formatted(names.size() - NAMED);
  }
}
