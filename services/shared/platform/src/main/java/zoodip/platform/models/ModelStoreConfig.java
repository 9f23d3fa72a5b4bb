package zoodip.platform.models;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where a service keeps the models that it has fetched. */
@ConfigMapping(prefix = "model-cache")
public interface ModelStoreConfig {
  /** 100 GiB. */
  long MAX_BYTES = 100L << 30;

  /**
   * The folder, made readable and writable for its owner alone. Processes of one user on one
   * machine may share it.
   */
  @WithDefault("${xdg.cache.home:${user.home}/.cache}/zoodip/models")
  Path folder();

  /**
   * Bytes of models that are kept. To make room for another, those that were not used for longest
   * go; those in use stay, even if that is more.
   */
  @WithDefault("" + MAX_BYTES)
  long maxBytes();

  /** Everything by default, but for the folder. */
  static ModelStoreConfig in(Path folder) {
    return new ModelStoreConfig() {
      @Override
      public Path folder() {
        return folder;
      }

      @Override
      public long maxBytes() {
        return MAX_BYTES;
      }
    };
  }
}
