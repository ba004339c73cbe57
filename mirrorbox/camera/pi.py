"""The Raspberry Pi's own camera, over picamera2 0.3.30 or newer.

    sensor → picamera2 → newest request → its pixels lent → given back → sensor

picamera2's event loop is not started: whoever asks for a frame runs it, which is one
thread less between the sensor and the screen, and none to hang.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from mirrorbox.camera._bounded import HungError, within
from mirrorbox.camera.base import CameraFormat, Frame
from mirrorbox.camera.pi_device import (
    RIBBON,
    abandon,
    fault_of,
    opened,
    process,
    set_controls,
    take_newest,
    words,
)
from mirrorbox.camera.pi_settings import Controls, first_controls
from mirrorbox.camera.white_balance import WhiteBalance
from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import CameraFault, CameraStalled

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.clock import Clock
    from mirrorbox.config import CameraConfig

_log = logging.getLogger(__name__)

_OPEN_S = 20.0  # the first import alone takes seconds on a small board
_STOP_S = 3.0
_LOOK_S = 0.05  # how soon a waiting `frame` sees that the camera was stopped
_IDLE_FRAMES = 4  # nobody looked for so long: what waits there is old


class PiCamera:
    """A camera module on the ribbon cable; a `Camera`.

    It is opened by the first `start` and kept until `close`. One thread asks for
    frames; they may be released, and the camera stopped, from any thread.
    """

    def __init__(self, config: CameraConfig, clock: Clock) -> None:
        """Note what to ask for; nothing is opened yet."""
        self._config = config
        self._clock = clock
        self._format = CameraFormat(
            "Raspberry Pi camera", config.width, config.height, config.fps
        )
        self._device: Any = None
        self._running = False
        self._turn = threading.Lock()  # held by whoever uses the device
        self._white_balance = WhiteBalance()
        self._orders: deque[Callable[[], Controls]] = deque()
        self._lent = 0
        self._lent_lock = threading.Lock()
        self._looked_ns = 0
        self._timestamp_ns = 0
        self._sequence = 0

    @property
    def format(self) -> CameraFormat:
        return self._format

    @property
    def lent(self) -> int:
        return self._lent

    @property
    def locked(self) -> bool:
        """Whether the white balance is held."""
        return self._white_balance.locked

    def lock(self) -> None:
        """Hold the white balance from the next frame on, settled or not."""
        self._orders.append(self._white_balance.lock)

    def unlock(self) -> None:
        """Let the white balance settle anew, then hold it again."""
        self._orders.append(self._white_balance.unlock)

    def start(self) -> None:
        if self._running:
            return
        try:
            self._device = within(
                _OPEN_S, partial(self._started, self._device), late=_abandon_late
            )
        except HungError as error:
            self._leave_hung()
            raise CameraStalled(
                f"The camera's driver hangs ({error}); switch the unit off and on."
            ) from error
        except CameraFault:
            self.close()
            raise
        except Exception as error:
            self.close()
            raise fault_of(error) from error
        self._looked_ns = self._clock.monotonic_ns()
        self._running = True

    def frame(self, timeout_s: float) -> Frame:
        with self._turn:
            if not self._running:
                raise CameraStalled("The camera is not started.")
            try:
                request = self._newest(self._device, timeout_s)
                return self._lend(request)
            except CameraFault:
                raise
            except Exception as error:
                raise CameraFault(f"The camera failed: {error}.") from error

    def stop(self) -> None:
        if self._running:
            self._running = False
            self._end(self._device, self._device.stop)

    def close(self) -> None:
        self._running = False
        if self._device is not None:
            self._end(self._device, partial(abandon, self._device))
            self._device = None

    def _started(self, device: Any) -> Any:
        """Open what is not open; start it; returns the picamera2 object."""
        if device is not None and self._lent:
            abandon(device)  # its buffers would be filled again while they are lent
            device = None
        if device is None:
            device, self._format = opened(_picamera2(), self._config)
        try:
            controls = first_controls(self._config, device.camera_controls)
            set_controls(device, controls | self._white_balance.controls)
            device.start(show_preview=None)
        except BaseException:
            abandon(device)
            raise
        return device

    def _newest(self, device: Any, timeout_s: float) -> Any:
        """Wait for the newest request; the caller releases it."""
        now_ns = self._clock.monotonic_ns()
        if (now_ns - self._looked_ns) * self._format.fps > _IDLE_FRAMES * NS_PER_S:
            process(device, 0)  # nobody has asked for them: they go back unseen
        deadline_ns = now_ns + round(timeout_s * NS_PER_S)
        job = device.dispatch_functions([partial(take_newest, device)], wait=False)
        try:
            while self._running:
                left_s = (deadline_ns - self._clock.monotonic_ns()) / NS_PER_S
                process(device, min(max(left_s, 0), _LOOK_S))
                with suppress(TimeoutError):
                    return job.get_result(timeout=0)
                if left_s <= 0:
                    raise CameraStalled(
                        f"No frame came within {timeout_s:g} s: {RIBBON}."
                    )
            raise CameraStalled("The camera was stopped while a frame was awaited.")
        finally:
            device.cancel_all_and_flush()  # an unfinished job would take a request
            self._looked_ns = self._clock.monotonic_ns()

    def _lend(self, request: Any) -> Frame:
        with ExitStack() as stack:
            stack.callback(request.release)
            mapped = _picamera2().MappedArray(request, "main", write=False)
            pixels = words(stack.enter_context(mapped).array)
            metadata = request.get_metadata()
            timestamp_ns = int(metadata["SensorTimestamp"])
            self._balance(metadata)
            loan = stack.pop_all()
        with self._lent_lock:
            self._lent += 1
        return Frame(
            pixels,
            sequence=self._count_to(timestamp_ns),
            timestamp_ns=timestamp_ns,
            give_back=partial(self._take_back, loan),
        )

    def _take_back(self, loan: ExitStack) -> None:
        with self._lent_lock:
            self._lent -= 1
        try:
            loan.close()
        except Exception:  # noqa: BLE001  a driver may raise anything
            # Whoever draws cannot help a camera; the next frame will be missed.
            _log.warning("A frame did not go back to the camera.", exc_info=True)

    def _balance(self, metadata: dict[str, Any]) -> None:
        """Obey orders about the white balance, and let it see the frame."""
        controls = self._white_balance.see(metadata)
        while self._orders:
            controls |= self._orders.popleft()()
        if controls:
            set_controls(self._device, controls)

    def _count_to(self, timestamp_ns: int) -> int:
        """The frame's number, by the even steps of the sensor.

        libcamera's own numbers count what was delivered, not what was missed.
        """
        if self._timestamp_ns:
            elapsed = (timestamp_ns - self._timestamp_ns) * self._format.fps / NS_PER_S
            self._sequence += max(1, round(elapsed))
        self._timestamp_ns = timestamp_ns
        return self._sequence

    def _end(self, device: Any, work: Callable[[], None]) -> None:
        """Stop or close the device, which may hang or fail; never raises."""
        mine = self._turn.acquire(timeout=_STOP_S)
        try:
            if not mine:
                raise HungError("a frame is being handled for too long")  # noqa: TRY301  one way out
            within(_STOP_S, work, late=lambda _: _abandon_late(device))
        except HungError:
            _log.exception("The camera does not stop.")
            self._leave_hung()
        except Exception:  # noqa: BLE001  a driver may raise anything
            _log.exception("The camera did not stop cleanly.")
        finally:
            if mine:
                self._turn.release()

    def _leave_hung(self) -> None:
        """Never touch the device again; the thread that hangs in it closes it."""
        if self._device is not None:
            atexit.unregister(self._device.close)  # it would hang the exit too
            self._device = None


def _abandon_late(device: Any) -> None:
    """Close a device that came out of a hang, so that another start finds it free."""
    try:
        abandon(device)
    except Exception:  # noqa: BLE001  nobody waits for it here
        _log.exception("The camera did not close after it had hung.")


def _picamera2() -> Any:
    try:
        import picamera2  # noqa: PLC0415, TID251  only units have it; only here
    except Exception as error:
        # A wrong numpy or a missing library raises more than ImportError.
        raise CameraFault(
            f"picamera2 cannot be loaded ({error}); "
            "on a unit it comes with `apt install python3-picamera2`."
        ) from error
    return picamera2
