package zoodip.inference.generation;

import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawnPicture;
import zoodip.platform.errors.ServiceException;

/**
 * Where the images of a call go. No method waits: what the reader has not taken yet is kept, of
 * progress and previews only the newest. After the end nothing is taken any more, silently.
 */
public interface ResponseSink {
  /** Whether nobody reads any more: cancelled, past its deadline, disconnected, or ended. */
  boolean isClosed();

  /** Images that can be given now without keeping too many. */
  int room();

  void progress(DrawProgress progress);

  void preview(DrawnPicture preview);

  void image(DrawnPicture image);

  /** Ends the call once everything given was taken. */
  void complete();

  /** Ends the call at once. */
  void fail(ServiceException failure);

  /** Runs the action once nobody reads any more; now if that is so already. */
  void onClosed(Runnable action);

  /** Runs the action each time that there is room again. */
  void onRoom(Runnable action);
}
