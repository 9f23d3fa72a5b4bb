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
  private static final int NEVER_MERGED = Integer.MAX_VALUE;

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
    int[] pairRanks = new int[parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      pairRanks[i] = rank(parts, i);
    }
    while (parts.size() > 1) {
      int best = lowest(pairRanks, parts.size());
      if (best == NEVER_MERGED) {
        break;
      }
      merge(parts, pairRanks, best);
    }
    return parts;
  }

  /** The rank of a part and its right neighbour; that of no pair if it was never merged. */
  private int rank(List<String> parts, int i) {
    return i + 1 < parts.size()
        ? ranks.getOrDefault(parts.get(i) + " " + parts.get(i + 1), NEVER_MERGED)
        : NEVER_MERGED;
  }

  private static int lowest(int[] pairRanks, int size) {
    int lowest = NEVER_MERGED;
    for (int i = 0; i < size; i++) {
      lowest = Math.min(lowest, pairRanks[i]);
    }
    return lowest;
  }

  /** Merges all pairs of a rank, from the left, and looks anew only at what is beside them. */
  private void merge(List<String> parts, int[] pairRanks, int rank) {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (pairRanks[i] == rank) {
        parts.set(i, parts.get(i) + parts.remove(i + 1));
        System.arraycopy(pairRanks, i + 2, pairRanks, i + 1, pairRanks.length - i - 2);
        pairRanks[i] = rank(parts, i);
        if (i > 0) {
          pairRanks[i - 1] = rank(parts, i - 1);
        }
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
