"""What is asked of the camera, and how it is adjusted, as on a Pi 5."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from .geometry import ColorSpace, Orientation, PixelFormat, Size, SizeRange
from .knobs import KNOBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .models import Mode, Model

_SMALLEST = 32
_ROW_BYTES = 64  # what the Pi 5's image processor aligns rows to
_PIXEL_BYTES = {"XRGB8888": 4, "XBGR8888": 4, "RGB888": 3, "BGR888": 3}
_PLANAR = "YUV420"
_FALLBACK = "NV12"


class StreamRole(Enum):
    """What a stream is for."""

    Raw = 0
    StillCapture = 1
    VideoRecording = 2
    Viewfinder = 3


class _Status(Enum):
    Valid = 0
    Adjusted = 1
    Invalid = 2


class StreamFormats:
    """Formats and sizes a stream may have."""

    def __init__(self, sizes: dict[PixelFormat, list[Size]]) -> None:
        self._sizes = sizes

    @property
    def pixel_formats(self) -> list[PixelFormat]:
        return list(self._sizes)

    def sizes(self, pixel_format: PixelFormat) -> list[Size]:
        return self._sizes[pixel_format]

    def range(self, pixel_format: PixelFormat) -> SizeRange:
        sizes = self.sizes(pixel_format)
        return SizeRange(sizes[0], sizes[-1])


class SensorConfiguration:
    """Which mode the sensor shall be read in."""

    def __init__(self) -> None:
        self.bit_depth = 0
        self.output_size = Size()


class Stream:
    """One flow of pictures out of a configured camera."""

    def __init__(self, configuration: StreamConfiguration) -> None:
        self.configuration = configuration


class StreamConfiguration:
    """What one stream is asked for."""

    def __init__(self, role: StreamRole, model: Model) -> None:
        self.raw = role is StreamRole.Raw
        self.size = Size(800, 600)
        self.pixel_format = PixelFormat("XRGB8888")
        self.buffer_count = 4
        self.stride = 0
        self.frame_size = 0
        self.color_space: ColorSpace | None = ColorSpace.Sycc()
        self.stream: Stream | None = None
        self.formats = self._offered(model)

    def _offered(self, model: Model) -> StreamFormats:
        sizes: dict[PixelFormat, list[Size]] = {}
        if self.raw:
            for mode in model.modes:
                sizes.setdefault(mode.format, []).append(mode.size)
        else:
            for name in (*KNOBS.formats, _FALLBACK):
                sizes[PixelFormat(name)] = [Size(_SMALLEST, _SMALLEST), model.pixels]
        return StreamFormats(sizes)

    def adjust(self, mode: Mode) -> bool:
        """Change what cannot be; whether anything was."""
        asked = self.size, self.pixel_format
        if self.raw:
            self.size, self.pixel_format = mode.size, mode.format
            self.stride = _aligned(mode.size.width * 2, _ROW_BYTES)
            self.frame_size = self.stride * mode.size.height
        else:
            self._adjust_picture()
        return asked != (self.size, self.pixel_format)

    def _adjust_picture(self) -> None:
        if self.pixel_format not in self.formats.pixel_formats:
            self.pixel_format = PixelFormat(_FALLBACK)
        allowed = self.formats.range(self.pixel_format)
        width = min(max(self.size.width, allowed.min.width), allowed.max.width)
        height = min(max(self.size.height, allowed.min.height), allowed.max.height)
        self.size = Size(width - width % 2, height - height % 2)
        name = str(self.pixel_format)
        row = self.size.width * _PIXEL_BYTES.get(name, 1)
        align = 2 * _ROW_BYTES if name == _PLANAR else _ROW_BYTES
        self.stride = max(_aligned(row, align), self.stride)
        planes = self.size.height if name in _PIXEL_BYTES else self.size.height * 3 // 2
        self.frame_size = self.stride * planes


class CameraConfiguration:
    """What the camera is asked for: streams, orientation, sensor mode."""

    Status = _Status

    def __init__(self, roles: list[StreamRole], model: Model) -> None:
        self._streams = [StreamConfiguration(role, model) for role in roles]
        self._model = model
        self.orientation = Orientation.Rotate0
        self.sensor_config: SensorConfiguration | None = None

    def __iter__(self) -> Iterator[StreamConfiguration]:
        return iter(self._streams)

    def __len__(self) -> int:
        return len(self._streams)

    def at(self, index: int) -> StreamConfiguration:
        return self._streams[index]

    def validate(self) -> _Status:
        if not self._streams:
            return _Status.Invalid
        adjusted = [stream.adjust(self.mode) for stream in self._streams]
        return _Status.Adjusted if any(adjusted) else _Status.Valid

    @property
    def mode(self) -> Mode:
        """The mode that is nearest to what the sensor is asked for."""
        sensor = self.sensor_config
        wish = sensor.output_size if sensor else self._streams[0].size
        depth = sensor.bit_depth if sensor else 0

        def distance(mode: Mode) -> tuple[int, int]:
            apart = abs(mode.size.width - wish.width)
            apart += abs(mode.size.height - wish.height)
            return apart, abs(mode.bit_depth - depth)

        return min(self._model.modes, key=distance)


def _aligned(size: int, to: int) -> int:
    return -(-size // to) * to
