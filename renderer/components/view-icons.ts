import Gauge from '@lucide/svelte/icons/gauge';
import MonitorCog from '@lucide/svelte/icons/monitor-cog';
import ScanFace from '@lucide/svelte/icons/scan-face';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';

/** The rail's sign for each view. */
export const viewIcons = {
  check: ScanFace,
  enrol: UserPlus,
  people: Users,
  events: ScrollText,
  recognition: Gauge,
  privacy: ShieldCheck,
  station: MonitorCog,
} as const;
