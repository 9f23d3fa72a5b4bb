package zoodip.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Looks at all of a header before anything is made of a part. It keeps nothing but the names that
 * it has seen, whose number is bounded: to find names that stand twice takes more memory, and comes
 * later.
 */
final class HeaderScan {
  static final String METADATA = "__metadata__";

  static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNameLength(1_024).maxNestingDepth(32).build();

  /** Fifty times as many as Stable Diffusion XL has. */
  private static final int MOST_TENSORS = 100_000;

  private static final int MOST_METADATA = 10_000;

  /** Of tensors, of what describes them, and of metadata. */
  private static final int MOST_NAMES = 5 * MOST_TENSORS;

  private static final int LONGEST_ENTRY = 4_096;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final Path file;
  private final JsonParser tokens;
  private int names;
  private int depth;

  private HeaderScan(Path file, JsonParser tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * Refuses what is no JSON object in UTF-8, has more in it than any model's header, or ends before
   * the bytes do.
   *
   * @param file as errors name it
   * @param json at least two bytes
   */
  static void require(Path file, byte[] json) throws IOException {
    if (json[0] != '{') {
      throw new SafetensorsException(file, "the header is not a JSON object");
    }
    for (int i = 1; i < Math.min(4, json.length); i++) {
      if (json[i] == 0) {
        throw new SafetensorsException(
            file, "the header is not in UTF-8, as headers are, but in UTF-16 or UTF-32");
      }
    }
    try (JsonParser tokens = JSON.createParser(json)) {
      new HeaderScan(file, tokens).scan();
    }
  }

  private void scan() throws IOException {
    tokens.nextToken();
    int tensors = 0;
    while (tokens.nextToken() == JsonToken.FIELD_NAME) {
      String name = tokens.currentName();
      tokens.nextToken();
      if (name.equals(METADATA)) {
        skipMetadata();
        continue;
      }
      tensors++;
      requireAtMost(MOST_TENSORS, tensors, "tensors");
      skipEntry(name);
    }
    if (tokens.nextToken() != null) {
      throw new SafetensorsException(
          file, "the header is not valid JSON: something follows its object");
    }
  }

  private void skipMetadata() throws IOException {
    int before = names;
    do {
      requireAtMost(MOST_METADATA, names - before, "entries of " + METADATA);
    } while (hasMore());
  }

  private void skipEntry(String name) throws IOException {
    long start = tokens.currentTokenLocation().getByteOffset();
    do {
      requireAtMost(MOST_NAMES, names, "fields");
    } while (hasMore());
    tokens.finishToken();
    long length = tokens.currentLocation().getByteOffset() - start;
    if (length > LONGEST_ENTRY) {
      throw new SafetensorsException(
          file,
          "tensor %s is described in %,d bytes, at most %,d are read"
              .formatted(name, length, LONGEST_ENTRY));
    }
  }

  /** Goes on within a value, unless it has ended. */
  private boolean hasMore() throws IOException {
    JsonToken token = tokens.currentToken();
    if (token.isStructStart()) {
      depth++;
    } else if (token.isStructEnd()) {
      depth--;
    } else if (token == JsonToken.FIELD_NAME) {
      names++;
    }
    if (depth > 0) {
      tokens.nextToken();
    }
    return depth > 0;
  }

  private void requireAtMost(int most, int found, String what) {
    if (found > most) {
      throw new SafetensorsException(
          file, "the header names more than %,d %s".formatted(most, what));
    }
  }
}
