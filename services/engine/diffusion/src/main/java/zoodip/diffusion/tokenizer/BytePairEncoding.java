package zoodip.diffusion.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.diffusion.config.ConfigException;

/**
 * Byte-pair encoding: Sennrich et al. (2016), on bytes. Each byte has a printable letter, the last
 * letter of a word carries the mark of a word's end, and the pair that was merged first in training
 * is merged first here.
 */
final class BytePairEncoding {
  private static final String WORD_END = "</w>";

  /** Ten times CLIP's. */
  private static final int MOST_BYTES = 8 << 20;

  /** The tokenizer of transformers reads at most as many merges as the real CLIP has. */
  private static final int MAX_MERGES = 49_152 - 256 - 2;

  private final Map<String, Integer> ranks;

  private BytePairEncoding(Map<String, Integer> ranks) {
    this.ranks = ranks;
  }

  /** Reads {@code merges.txt}: a version line, then a pair a line, in the order of the training. */
  static BytePairEncoding read(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigException(file, "has more than %d MiB".formatted(MOST_BYTES >> 20));
      }
      List<String> lines = new String(bytes, UTF_8).strip().lines().toList();
      return of(lines.subList(Math.min(1, lines.size()), Math.min(lines.size(), MAX_MERGES + 1)));
    } catch (IOException e) {
      throw new ConfigException(
          file, "cannot be read (" + e.getClass().getSimpleName() + "): the merges are needed", e);
    }
  }

  /** Of pairs, each of two tokens with space between, in the order of the training. */
  static BytePairEncoding of(List<String> pairs) {
    Map<String, Integer> ranks = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      ranks.put(pairs.get(i).strip().replaceAll("\\s+", " "), i);
    }
    return new BytePairEncoding(ranks);
  }

  /** The tokens of a word, as the vocabulary spells them. */
  List<String> tokens(String word) {
    List<String> parts = letters(word);
    int last = parts.size() - 1;
    parts.set(last, parts.get(last) + WORD_END);
    while (parts.size() > 1) {
      String best = bestPair(parts);
      if (best.isEmpty()) {
        break;
      }
      merge(parts, best);
    }
    return parts;
  }

  /** The pair of neighbours with the lowest rank; empty if none was ever merged. */
  private String bestPair(List<String> parts) {
    String best = "";
    int bestRank = Integer.MAX_VALUE;
    for (int i = 0; i + 1 < parts.size(); i++) {
      String pair = parts.get(i) + " " + parts.get(i + 1);
      int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
      if (rank < bestRank) {
        best = pair;
        bestRank = rank;
      }
    }
    return best;
  }

  private static void merge(List<String> parts, String pair) {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (pair.equals(parts.get(i) + " " + parts.get(i + 1))) {
        parts.set(i, parts.get(i) + parts.remove(i + 1));
      }
    }
  }

  private static List<String> letters(String word) {
    List<String> letters = new ArrayList<>();
    for (byte value : word.getBytes(UTF_8)) {
      letters.add(String.valueOf(letter(value & 0xff)));
    }
    return letters;
  }

  /** Bytes that print stand for themselves, the others for letters from U+0100 in their order. */
  private static char letter(int value) {
    if (prints(value)) {
      return (char) value;
    }
    int before = 0;
    for (int other = 0; other < value; other++) {
      before += prints(other) ? 0 : 1;
    }
    return (char) (0x100 + before);
  }

  private static boolean prints(int value) {
    return (value >= '!' && value <= '~') || (value >= 0xa1 && value != 0xad);
  }
}
