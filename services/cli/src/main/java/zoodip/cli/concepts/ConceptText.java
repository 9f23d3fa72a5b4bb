package zoodip.cli.concepts;

import java.util.stream.Collectors;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.ValueText;
import zoodip.v1.Concept;

/** Concepts in words. */
final class ConceptText {
  private ConceptText() {}

  static String details(Concept concept) {
    return new Details()
        .add("name", concept.getName())
        .add("placeholder", concept.getPlaceholder())
        .add("class", concept.getClassWord())
        .add("model", ResourceNames.id(concept.getModel()))
        .add("model digest", concept.getModelDigest())
        .add("subject", ResourceNames.id(concept.getSubject()))
        .add("job", ResourceNames.id(concept.getTrainingJob()))
        .add("vectors", concept.getVectors())
        .add(
            "widths",
            concept.getEmbeddingWidthsList().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ")))
        .add("steps", concept.getSteps() == 0 ? "" : concept.getSteps())
        .add("embedding", concept.getEmbeddingSha256())
        .add("created", ValueText.of(concept.getCreateTime()))
        .toString();
  }

  static Table table(Iterable<Concept> concepts) {
    Table table = new Table("PLACEHOLDER", "CLASS", "MODEL", "VECTORS", "STEPS", "CREATED");
    for (Concept concept : concepts) {
      table.row(
          concept.getPlaceholder(),
          concept.getClassWord(),
          ResourceNames.id(concept.getModel()),
          concept.getVectors(),
          concept.getSteps() == 0 ? "" : concept.getSteps(),
          ValueText.of(concept.getCreateTime()));
    }
    return table;
  }
}
