package zoodip.singlefile;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * OpenCLIP's text encoder, which Stable Diffusion 2 and the second encoder of XL have. Query, key
 * and value are one matrix there, and the projection is multiplied from the other side.
 */
final class OpenClipKeyMapping implements KeyMapping {
  private static final String LAYERS = "text_model.encoder.layers.";
  private static final List<String> PARTS = List.of("q_proj", "k_proj", "v_proj");
  private static final KeyPatterns TABLE =
      new KeyPatterns()
          .row("token_embedding.weight", "text_model.embeddings.token_embedding.weight")
          .row("positional_embedding", "text_model.embeddings.position_embedding.weight")
          .row("ln_final.(weight|bias)", "text_model.final_layer_norm.$1")
          .row("text_projection(?:.weight)?", "text_projection.weight")
          .row(
              "transformer.resblocks.(\\d+).ln_([12]).(weight|bias)", LAYERS + "$1.layer_norm$2.$3")
          .row("transformer.resblocks.(\\d+).mlp.c_fc.(weight|bias)", LAYERS + "$1.mlp.fc1.$2")
          .row("transformer.resblocks.(\\d+).mlp.c_proj.(weight|bias)", LAYERS + "$1.mlp.fc2.$2")
          .row(
              "transformer.resblocks.(\\d+).attn.out_proj.(weight|bias)",
              LAYERS + "$1.self_attn.out_proj.$2")
          .row(
              "transformer.resblocks.(\\d+).attn.in_proj_(weight|bias)",
              LAYERS + "$1.self_attn.%s.$2");

  @Override
  public List<LazyTensor> convert(String key, LazyTensor lazyTensor) {
    Optional<String> name = TABLE.name(key);
    if (name.isEmpty()) {
      return List.of();
    }
    if (name.get().contains("%s")) {
      return split(name.get(), lazyTensor).toList();
    }
    boolean projection = key.equals("text_projection");
    return List.of((projection ? lazyTensor.transposed() : lazyTensor).named(name.get()));
  }

  private static Stream<LazyTensor> split(String form, LazyTensor lazyTensor) {
    return IntStream.range(0, PARTS.size())
        .mapToObj(i -> lazyTensor.rows(i, PARTS.size()).named(form.formatted(PARTS.get(i))));
  }
}
