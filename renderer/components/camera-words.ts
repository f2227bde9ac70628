import type { CameraState } from '../state/camera.svelte.ts';
import type { Text } from '../text/text.ts';

/** What a camera state is called and what to do about it. */
export function cameraWords(state: CameraState, text: Text): { title: string; help: string } {
  const { camera, rights } = text;
  switch (state) {
    case 'idle':
    case 'starting':
    case 'live':
      return { title: camera.starting, help: camera.startingHelp };
    case 'refused':
      return { title: camera.refused, help: camera.refusedHelp };
    case 'missing':
      return { title: camera.missing, help: camera.missingHelp };
    case 'busy':
      return { title: camera.busy, help: camera.busyHelp };
    case 'ended':
      return { title: camera.ended, help: camera.endedHelp };
    case 'virtual':
      return { title: rights.cameraVirtual, help: rights.cameraVirtualHelp };
    case 'unasked':
      return { title: rights.cameraUnasked, help: rights.cameraUnaskedHelp };
    case 'insecure':
      return { title: camera.insecure, help: camera.insecureHelp };
  }
}
