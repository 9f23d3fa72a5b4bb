package zoodip.diffusion.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that concepts take in the vectors that extend the token tables. */
public final class ConceptTable {
  private final Map<String, Rows> rows = new HashMap<>();
  private int size;

  /** Consecutive rows. */
  private record Rows(int first, int count) {}

  private ConceptTable() {}

  /** A table of one concept that is being learned. */
  public static ConceptTable of(String placeholder, int vectors) {
    ConceptTable table = new ConceptTable();
    table.add(placeholder, vectors);
    return table;
  }

  /** A table of learned concepts. */
  public static ConceptTable of(List<TokenEmbedding> concepts) {
    ConceptTable table = new ConceptTable();
    concepts.forEach(concept -> table.add(concept.placeholder(), concept.size()));
    return table;
  }

  private void add(String placeholder, int vectors) {
    if (!Prompt.isPlaceholder(placeholder)) {
      throw new PromptException(
          "a placeholder is a name in angle brackets without spaces, such as <my-dog>, not "
              + placeholder);
    }
    if (rows.put(placeholder, new Rows(size, vectors)) != null) {
      throw new PromptException("two concepts are named " + placeholder);
    }
    size += vectors;
  }

  /** All rows. */
  public int size() {
    return size;
  }

  /** The rows of a concept, in order. */
  List<Integer> rows(Prompt.Placeholder placeholder) {
    Rows found = rows.get(placeholder.name());
    if (found == null) {
      throw new UnknownConceptException(placeholder.name());
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < found.count(); i++) {
      all.add(found.first() + i);
    }
    return all;
  }
}
