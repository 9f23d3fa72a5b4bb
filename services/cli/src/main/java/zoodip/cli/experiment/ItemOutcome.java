package zoodip.cli.experiment;

import java.util.Optional;

/**
 * How a training with its evaluation, or the evaluation of a class word, came out.
 *
 * @param failure why there are no scores, if there are none
 */
record ItemOutcome(String name, Optional<String> failure) {
  static ItemOutcome done(String name) {
    return new ItemOutcome(name, Optional.empty());
  }

  static ItemOutcome failed(String name, String why) {
    return new ItemOutcome(name, Optional.of(why));
  }
}
