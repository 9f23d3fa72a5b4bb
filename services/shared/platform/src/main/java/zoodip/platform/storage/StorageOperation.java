package zoodip.platform.storage;

import java.util.Locale;
import java.util.Set;

/** What is asked of the object store, for metrics and traces. */
enum StorageOperation {
  PUT(Outcome.OK, Outcome.CONFLICT, Outcome.ERROR),
  GET(Outcome.OK, Outcome.MISSING, Outcome.ERROR),
  STAT(Outcome.OK, Outcome.MISSING, Outcome.ERROR),
  LIST(Outcome.OK, Outcome.ERROR),
  DELETE(Outcome.OK, Outcome.ERROR),
  BUCKET(Outcome.OK, Outcome.ERROR);

  /** How a request ended. */
  enum Outcome {
    OK,
    /** There is no such object. */
    MISSING,
    /** The request's condition did not hold. */
    CONFLICT,
    ERROR;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<Outcome> outcomes;

  StorageOperation(Outcome... outcomes) {
    this.outcomes = Set.of(outcomes);
  }

  /** How a request of this kind can end. */
  Set<Outcome> outcomes() {
    return outcomes;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
