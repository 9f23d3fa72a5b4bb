package zoodip.cli.concepts;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingForm;
import zoodip.safetensors.embeddings.EmbeddingWidths;
import zoodip.v1.Model;

/** Makes one file of those that programs write for one text encoder each. */
final class EmbeddingParts {
  private final List<EmbeddingPart> parts;
  private final Model model;
  private final List<Integer> widths;

  private EmbeddingParts(List<EmbeddingPart> parts, Model model) {
    this.parts = parts;
    this.model = model;
    widths = model.getEmbeddingWidthsList();
  }

  /**
   * The file to send: a single one as it is.
   *
   * @throws UsageException if the files are not one for each text encoder of the model
   */
  static ByteString content(List<EmbeddingPart> parts, Model model) {
    return parts.size() == 1 ? parts.get(0).content() : new EmbeddingParts(parts, model).merged();
  }

  private ByteString merged() {
    requireOneEach();
    EmbeddingPart[] ordered = new EmbeddingPart[widths.size()];
    for (EmbeddingPart part : parts) {
      int encoder = encoder(part);
      if (ordered[encoder] != null) {
        throw twice(ordered[encoder], part);
      }
      ordered[encoder] = part;
    }
    return file(List.of(ordered));
  }

  private void requireOneEach() {
    for (EmbeddingPart part : parts) {
      if (part.widths().size() > 1) {
        throw new UsageException(
            "%s has the vectors of %d text encoders already: import it alone"
                .formatted(part, part.widths().size()));
      }
    }
    if (parts.size() != widths.size()) {
      throw new UsageException(
          "%d files, but %s has %s: give a file for each"
              .formatted(parts.size(), id(), encoders(widths.size())));
    }
  }

  private static String encoders(int count) {
    return count == 1 ? "one text encoder" : count + " text encoders";
  }

  /** By the tensor's name, else the width if that tells, else the file's name. */
  private int encoder(EmbeddingPart part) {
    int width = part.widths().get(0);
    Optional<Integer> named = part.file().encoder().filter(at -> at < widths.size());
    if (named.isPresent()) {
      requireWidth(part, width == widths.get(named.get()));
      return named.get();
    }
    requireWidth(part, widths.contains(width));
    if (widths.indexOf(width) == widths.lastIndexOf(width)) {
      return widths.indexOf(width);
    }
    return EncoderSuffix.encoder(part.stem())
        .filter(at -> at < widths.size())
        .orElseThrow(
            () ->
                new UsageException(
                    "Which text encoder is %s for? End the names of the files with _clip_l and _clip_g"
                        .formatted(part)));
  }

  private void requireWidth(EmbeddingPart part, boolean fits) {
    if (!fits) {
      throw new UsageException(
          "%s: vectors of width %s, but %s takes %s%s"
              .formatted(
                  part,
                  EmbeddingWidths.text(part.widths()),
                  id(),
                  EmbeddingWidths.text(widths),
                  ModelDetector.origin(part.widths())));
    }
  }

  private UsageException twice(EmbeddingPart first, EmbeddingPart second) {
    return new UsageException(
        "%s and %s are for the same text encoder of %s (width %d), and the other has none: give a file for each"
            .formatted(first, second, id(), first.widths().get(0)));
  }

  private ByteString file(List<EmbeddingPart> ordered) {
    Map<String, String> metadata = new LinkedHashMap<>();
    ordered.forEach(part -> part.file().metadata().forEach(metadata::putIfAbsent));
    try {
      Embedding embedding =
          new Embedding(
              ordered.stream().map(part -> part.file().embedding().encoders().get(0)).toList());
      return ByteString.copyFrom(EmbeddingForm.EMB_PARAMS.write("", embedding, metadata));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "%s and %s do not belong together: %s"
              .formatted(ordered.get(0), ordered.get(1), e.getMessage()),
          e);
    }
  }

  private String id() {
    return ResourceNames.id(model.getName());
  }
}
