package zoodip.cli.concepts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How people and programs end the names of files for one text encoder each. */
final class EncoderSuffix {
  private static final List<Pattern> ENCODERS =
      List.of(
          pattern("clip[-_]?l|te[-_]?1|text[-_]encoder(s[-_]0|[-_]1)?|l|1"),
          pattern("clip[-_]?g|te[-_]?2|text[-_]encoder(s[-_]1|[-_]2)|g|2"));

  private EncoderSuffix() {}

  /** The text encoder, from 0, that a file's name without its end tells of. */
  static Optional<Integer> encoder(String stem) {
    return IntStream.range(0, ENCODERS.size())
        .boxed()
        .filter(encoder -> ENCODERS.get(encoder).matcher(stem).matches())
        .findFirst();
  }

  /** The name without what tells of a text encoder. */
  static String without(String stem) {
    return ENCODERS.stream()
        .map(pattern -> pattern.matcher(stem))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse(stem);
  }

  private static Pattern pattern(String suffix) {
    return Pattern.compile("(.+?)[-_. ](?:" + suffix + ")", Pattern.CASE_INSENSITIVE);
  }
}
