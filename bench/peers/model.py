"""The multi-task model of MAS in PyTorch, written from paper.md, section 3, as a user of PyTorch would write it.

Modules are named after Mas's model tree, so a checkpoint of Mas fits by name (see prove.py). Activations are
(N, C, H, W). Rectifiers work in place wherever what they overwrite is not needed again.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

OUTPUTS = {"s": 18, "d": 1, "n": 3, "k": 1, "t": 1, "e": 1, "r": 1, "c": 2, "a": 3}
FEATURES = 256


class Separable(nn.Module):
    """A depthwise and a pointwise convolution with nothing between them; where asked, a batch norm after them."""

    def __init__(self, inputs, outputs, size=3, norm=False):
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, size, padding=size // 2, groups=inputs, bias=False)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=False)
        if norm:
            self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        x = self.pointwise(self.depthwise(x))
        return self.norm(x) if hasattr(self, "norm") else x


class NormedConv(nn.Conv2d):
    """A convolution without bias and its batch norm."""

    def __init__(self, inputs, outputs, size, stride=1, padding=0):
        super().__init__(inputs, outputs, size, stride, padding, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.norm(super().forward(x))


class Up(nn.ConvTranspose2d):
    """Doubles height and width; then a batch norm."""

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, 2, stride=2)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.norm(super().forward(x))


class XceptionBlock(nn.Module):
    def __init__(self, inputs, outputs, halve, leading_relu=True):
        super().__init__()
        self.leading_relu = leading_relu
        self.separable1 = Separable(inputs, outputs)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.separable2 = Separable(outputs, outputs)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.halve = nn.Conv2d(outputs, outputs, 2, stride=2) if halve else nn.Identity()
        self.skip = NormedConv(inputs, outputs, 1, 2 if halve else 1) if halve or inputs != outputs else nn.Identity()

    def forward(self, x):
        main = F.relu(x) if self.leading_relu else x
        main = F.relu(self.norm1(self.separable1(main)), inplace=True)
        main = self.halve(self.norm2(self.separable2(main)))
        return main + self.skip(x)


class Stem(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 24, 3, stride=2, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(24)
        self.conv2 = nn.Conv2d(24, 48, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(48)

    def forward(self, x):
        x = F.relu(self.norm1(self.conv1(x)), inplace=True)
        return F.relu(self.norm2(self.conv2(x)), inplace=True)


class Xception(nn.Module):
    def __init__(self, entry1, entry2, middle):
        super().__init__()
        self.stem = Stem()
        self.block1 = XceptionBlock(48, entry1, halve=True, leading_relu=False)
        self.block2 = XceptionBlock(entry1, entry2, halve=True)
        self.block3 = XceptionBlock(entry2, middle, halve=True)
        self.block4 = XceptionBlock(middle, middle, halve=False)
        self.block5 = XceptionBlock(middle, middle, halve=False)
        self.block6 = XceptionBlock(middle, middle, halve=False)
        self.block7 = XceptionBlock(middle, middle, halve=False)
        self.neck = Separable(middle, FEATURES, norm=True)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.stem(x))))
        x = self.block7(self.block6(self.block5(self.block4(x))))
        return F.relu(self.neck(x), inplace=True)


class ResNetBlock(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        changes = stride != 1 or inputs != outputs
        self.skip = NormedConv(inputs, outputs, 1, stride) if changes else nn.Identity()

    def forward(self, x):
        main = F.relu(self.norm1(self.conv1(x)), inplace=True)
        main = self.norm2(self.conv2(main))
        return F.relu(main + self.skip(x), inplace=True)


class ResNet18(nn.Module):
    """ResNet-18 whose last layer keeps the size, so that features lie at a sixteenth; then the neck."""

    def __init__(self):
        super().__init__()
        self.stem = NormedConv(3, 64, 7, 2, 3)
        self.layer1 = nn.Sequential(ResNetBlock(64, 64), ResNetBlock(64, 64))
        self.layer2 = nn.Sequential(ResNetBlock(64, 128, 2), ResNetBlock(128, 128))
        self.layer3 = nn.Sequential(ResNetBlock(128, 256, 2), ResNetBlock(256, 256))
        self.layer4 = nn.Sequential(ResNetBlock(256, 512), ResNetBlock(512, 512))
        self.neck = Separable(512, FEATURES, norm=True)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.stem(x), inplace=True), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return F.relu(self.neck(x), inplace=True)


class Decoder(nn.Module):
    def __init__(self, outputs, wide=96, middle=64, narrow=32, side=16):
        super().__init__()
        self.side = Separable(FEATURES, side, norm=True)
        self.separable1, self.norm1 = Separable(FEATURES, wide), nn.BatchNorm2d(wide)
        self.up1 = Up(wide, wide)
        self.separable2, self.norm2 = Separable(wide, middle), nn.BatchNorm2d(middle)
        self.up2 = Up(middle, middle)
        self.separable3, self.norm3 = Separable(middle, middle, 5), nn.BatchNorm2d(middle)
        self.up3 = Up(middle, narrow)
        self.separable4, self.norm4 = Separable(narrow, narrow, 5), nn.BatchNorm2d(narrow)
        self.up4 = Up(narrow, narrow)
        self.output = Separable(narrow + side, outputs, 5)

    def forward(self, features):
        x = self.norm1(self.separable1(features))
        x = F.relu(self.up1(x), inplace=True)
        x = F.relu(self.norm2(self.separable2(x)), inplace=True)
        x = F.relu(self.up2(x), inplace=True)
        x = F.relu(self.norm3(self.separable3(x)), inplace=True)
        x = F.relu(self.up3(x), inplace=True)
        x = F.relu(self.norm4(self.separable4(x)), inplace=True)
        x = self.up4(x)
        side = F.interpolate(self.side(features), size=x.shape[2:], mode="bilinear", align_corners=False)
        return self.output(F.relu(torch.cat([x, side], dim=1), inplace=True))


ENCODERS = {
    "xception": lambda: Xception(96, 192, 512),
    "xception-half": lambda: Xception(64, 128, 360),
    "xception-quarter": lambda: Xception(32, 64, 180),
    "resnet-18": ResNet18,
}


class MultiTaskModel(nn.Module):
    """One encoder and a decoder a task; the gradient that enters the encoder is scaled by 1 / sqrt(tasks)."""

    def __init__(self, encoder, tasks):
        super().__init__()
        self.encoder = ENCODERS[encoder]()
        self.decoders = nn.ModuleDict({task: Decoder(OUTPUTS[task]) for task in tasks})
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                fan_out = module.kernel_size[0] * module.kernel_size[1] * module.out_channels
                nn.init.normal_(module.weight, std=math.sqrt(2 / fan_out))

    def forward(self, images):
        features = self.encoder(images)
        if features.requires_grad:
            scale = 1 / math.sqrt(len(self.decoders))
            features.register_hook(lambda gradient: gradient * scale)
        return {task: decoder(features) for task, decoder in self.decoders.items()}
