"""The training step of `bench train` in PyTorch, for comparison: the same network, batch and optimiser,
on one thread. Reads the plan from the first line of stdin, then one command a line ("step contiguous",
"step channels_last"), and answers each with the CPU seconds that it took."""

import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)


def conv_norm(inputs, outputs, kernel, stride):
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = conv_norm(inputs, outputs, 3, stride)
        self.second = conv_norm(outputs, outputs, 3, 1)
        changes = stride != 1 or inputs != outputs
        self.shortcut = conv_norm(inputs, outputs, 1, stride) if changes else nn.Identity()

    def forward(self, x):
        y = self.second(torch.relu_(self.first(x)))
        return torch.relu_(y + self.shortcut(x))


class Encoder(nn.Module):
    def __init__(self, plan):
        super().__init__()
        layers = [conv_norm(3, plan["stem"], 3, 2), nn.ReLU(inplace=True)]
        channels, side = plan["stem"], -(-plan["size"] // 2)
        for stage in plan["stages"]:
            for index in range(stage["blocks"]):
                layers.append(Block(channels, stage["width"], 2 if index == 0 else 1))
                channels = stage["width"]
            side = -(-side // 2)
        self.body = nn.Sequential(*layers)
        self.flat = plan["embed"] == "flatten"
        features = channels * side * side if self.flat else channels
        self.embed = nn.Linear(features, plan["encodingLength"])

    def forward(self, x):
        y = self.body(x)
        return nn.functional.normalize(self.embed(y.flatten(1) if self.flat else y.mean((2, 3))))


def stepper(plan, images, memory_format):
    net = Encoder(plan).to(memory_format=memory_format)
    optimiser = torch.optim.AdamW(net.parameters(), 1e-3, weight_decay=0.05)
    batch = torch.rand(images, 3, plan["size"], plan["size"]) * 2 - 1
    batch = batch.contiguous(memory_format=memory_format)
    slope = torch.rand(images, plan["encodingLength"]) * 2 - 1

    def step():
        encodings = net(batch)
        optimiser.zero_grad(set_to_none=True)
        encodings.backward(slope)
        optimiser.step()

    return step


def main():
    torch.set_num_threads(1)
    wish = json.loads(sys.stdin.readline())
    steps = {
        "contiguous": stepper(wish["plan"], wish["images"], torch.contiguous_format),
        "channels_last": stepper(wish["plan"], wish["images"], torch.channels_last),
    }
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        step = steps[line.split()[1]]
        start = time.process_time()
        step()
        print(json.dumps({"seconds": time.process_time() - start}), flush=True)


main()
