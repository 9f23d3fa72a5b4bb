package zoodip.trainer.spot;

import java.io.IOException;
import java.util.Optional;

/** Where a machine learns that it will be taken away. */
interface NoticeSource {
  /**
   * Looks whether there is a notice; may wait a while for one.
   *
   * @return what it says
   * @throws IOException if that cannot be told
   */
  Optional<String> look() throws IOException, InterruptedException;
}
