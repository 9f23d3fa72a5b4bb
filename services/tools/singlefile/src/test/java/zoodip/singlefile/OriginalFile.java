package zoodip.singlefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.TensorEntry;

/** Turns a diffusers folder into a checkpoint of one file, as the original programs write it. */
final class OriginalFile {
  private final Path model;
  private final SafetensorsWriter writer = new SafetensorsWriter();

  private OriginalFile(Path model) {
    this.model = model;
  }

  static Path ofStableDiffusion1(Path model, Path target) {
    OriginalFile file = new OriginalFile(model);
    file.networks(OriginalNames.PLAIN_LOWEST_LEVEL);
    file.copy("text_encoder/model", name -> "cond_stage_model.transformer." + name);
    return file.write(target);
  }

  static Path ofStableDiffusion2(Path model, Path target) {
    OriginalFile file = new OriginalFile(model);
    file.networks(OriginalNames.PLAIN_LOWEST_LEVEL);
    file.openClip("text_encoder/model", "cond_stage_model.model.");
    // what diffusers leaves away
    String last = "cond_stage_model.model.transformer.resblocks.3.";
    file.writer.floats(last + "attn.in_proj_weight", new float[120 * 40], 120, 40);
    file.writer.floats(last + "ln_1.weight", new float[40], 40);
    file.writer.floats("cond_stage_model.model.text_projection", new float[40 * 40], 40, 40);
    return file.write(target);
  }

  static Path ofStableDiffusionXl(Path model, Path target) {
    OriginalFile file = new OriginalFile(model);
    file.networks(OriginalNames.ATTENDING_LOWEST_LEVEL);
    file.copy("text_encoder/model", name -> "conditioner.embedders.0.transformer." + name);
    file.openClip("text_encoder_2/model", "conditioner.embedders.1.model.");
    file.writer.floats("denoiser.sigmas", new float[1000], 1000);
    return file.write(target);
  }

  private void networks(int upsamplerOfLowestLevel) {
    copy(
        "unet/diffusion_pytorch_model",
        name -> "model.diffusion_model." + OriginalNames.unet(name, upsamplerOfLowestLevel));
    copy("vae/diffusion_pytorch_model", name -> "first_stage_model." + OriginalNames.vae(name, 4));
    writer.floats("model_ema.diffusion_modelinput_blocks00weight", new float[1], 1);
    writer.floats("betas", new float[1000], 1000);
    writer.floats("alphas_cumprod", new float[1000], 1000);
  }

  private void copy(String file, UnaryOperator<String> naming) {
    try (SafetensorsFile from = open(file)) {
      for (String name : from.names()) {
        TensorEntry entry = from.entry(name);
        writer.add(naming.apply(name), entry.type(), from.bytes(name), shape(name, entry));
      }
    }
  }

  /** The autoencoder's attention is made of convolutions. */
  private static long[] shape(String name, TensorEntry entry) {
    boolean attention =
        OriginalNames.modern(name).matches(".*coder\\.mid_block\\.attentions\\.0\\.to_.*weight");
    return attention
        ? new long[] {entry.shape().get(0), entry.shape().get(1), 1, 1}
        : entry.dimensions();
  }

  private void openClip(String file, String prefix) {
    try (SafetensorsFile from = open(file)) {
      for (String name : from.names()) {
        if (name.contains("q_proj")) {
          writer.add(
              prefix + OriginalNames.openClip(name),
              ElementType.F32,
              joined(from, name),
              both(from, name));
        } else if (name.equals("text_projection.weight")) {
          transposed(from, name, prefix + "text_projection");
        } else if (OriginalNames.inOpenClip(name)) {
          TensorEntry entry = from.entry(name);
          writer.add(
              prefix + OriginalNames.openClip(name),
              entry.type(),
              from.bytes(name),
              entry.dimensions());
        }
      }
    }
    writer.floats(prefix + "logit_scale", new float[1]);
  }

  private static byte[] joined(SafetensorsFile from, String query) {
    List<byte[]> parts = new ArrayList<>();
    for (String part : List.of("q_proj", "k_proj", "v_proj")) {
      parts.add(from.bytes(query.replace("q_proj", part)));
    }
    ByteBuffer all = ByteBuffer.allocate(3 * parts.get(0).length);
    parts.forEach(all::put);
    return all.array();
  }

  private static long[] both(SafetensorsFile from, String query) {
    long[] shape = from.entry(query).dimensions();
    shape[0] *= 3;
    return shape;
  }

  private void transposed(SafetensorsFile from, String name, String key) {
    float[] values = from.floats(name);
    int rows = from.entry(name).shape().get(0).intValue();
    int columns = values.length / rows;
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i % columns * rows + i / columns] = values[i];
    }
    writer.floats(key, turned, columns, rows);
  }

  private SafetensorsFile open(String file) {
    return SafetensorsFile.open(model.resolve(file + ".safetensors"));
  }

  private Path write(Path target) {
    try {
      writer.write(target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
