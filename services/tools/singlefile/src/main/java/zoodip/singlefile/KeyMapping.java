package zoodip.singlefile;

import java.util.List;

/** How one network's tensors are called in a checkpoint of one file, and how in diffusers. */
interface KeyMapping {
  /**
   * What becomes of a tensor.
   *
   * @param key its name within the network
   * @return under the names of diffusers: one tensor, or several if they are stored as one; none if
   *     the network has no such tensor
   */
  List<LazyTensor> convert(String key, LazyTensor lazyTensor);
}
